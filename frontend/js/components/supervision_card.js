/** The call that a supervisor is in: whose, in which mode, since when; change the mode, leave (F4.2–F4.4). */

/** @import { PhoneView } from '../api/types' */
/** @import { Mode } from '../state/operator_actions.js' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { MODES } from '../state/operator_actions.js';
import './clock.js';
import { icon } from './icons.js';

/** @type {Record<Mode, import('./icons.js').IconName>} */
export const MODE_ICONS = { listen: 'listen', whisper: 'whisper', barge: 'groups' };

/**
 * @param {PhoneView | null} view
 * @param {{ busy: boolean, change: (operator: string, mode: Mode) => unknown, leave: () => unknown }} does
 */
export function supervisionCard(view, { busy, change, leave }) {
  const present = view?.supervision;
  if (!present) return nothing;
  const mode = t(`supervision.${present.mode}`);
  const name = present.name || present.operator || t('supervision.nobody');
  return html`<section class="card supervision" data-supervision=${present.operator} data-mode=${present.mode} aria-label=${t('supervision.title')}>
    <header><span class="call-state">${icon(MODE_ICONS[present.mode])}<strong data-item="mode">${mode}</strong></span>
      <span class="call-clock"><k-clock data-item="clock" .since=${present.since}></k-clock></span></header>
    <p class="supervised" role="status"><span class="visually-hidden">${mode} </span><strong data-item="name">${name}</strong>
      ${present.extension ? html`<span class="sub" data-item="extension">${t('phone.extension', { extension: present.extension })}</span>` : nothing}</p>
    <p class="sub">${t(`supervision.${present.mode}.heard`)}</p>
    <div class="supervision-actions"><div class="modes" role="group" aria-label=${t('supervision.modes')}>${MODES.map((each) => html`
      <button type="button" data-action="mode" data-mode=${each} aria-pressed=${each === present.mode ? 'true' : 'false'} ?disabled=${busy || !present.operator}
        @click=${() => each !== present.mode && change(present.operator, each)}>${icon(MODE_ICONS[each])}<span>${t(`supervision.${each}`)}</span></button>`)}</div>
      <button type="button" class="stop" data-action="leave" ?disabled=${busy} @click=${leave}>${icon('hangup')}<span>${t('supervision.leave')}</span></button></div>
  </section>`;
}
