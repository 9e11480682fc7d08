/** Buttons for language (F2.4) and theme. */

import { html } from 'lit-html';
import { app } from '../app.js';
import { language, t, useLanguage } from '../i18n.js';
import { nextTheme, theme, useTheme } from '../theme.js';
import { icon } from './icons.js';

/** @type {Record<import('../theme.js').Theme, import('./icons.js').IconName>} */
const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' };

async function switchLanguage() {
  await useLanguage(language() === 'ja' ? 'en' : 'ja');
  app.redraw();
}

function switchTheme() {
  useTheme(nextTheme());
  app.redraw();
}

export function preferences() {
  const label = t('theme.label', { theme: t(`theme.${theme()}`) });
  return html`
    <button type="button" class="quiet" @click=${switchLanguage} lang=${language() === 'ja' ? 'en' : 'ja'}
      aria-label=${t('language.switch')} data-action="language">${icon('language')}<span>${t('language.other')}</span></button>
    <button type="button" class="quiet icon-only" @click=${switchTheme} aria-label=${label} title=${label}
      data-action="theme">${icon(THEME_ICONS[theme()])}</button>`;
}
