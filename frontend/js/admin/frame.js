/** The frame of the administration: the console's own for the masters, a window of its own for PBX設定 (F2.3). */

import { html, nothing } from 'lit-html';
import { app } from '../app.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { PBX_PAGES } from '../state/admin_pages.js';
import { shell, slimBar } from '../views/shell.js';

/** What was said last: a page that follows shows it once. @type {{ kind: 'info' | 'error', text: string } | null} */
let said = null;

/** @param {'info' | 'error'} kind @param {string} text */
export function say(kind, text) {
  said = { kind, text };
}

export function saidNothing() {
  said = null;
}

/** @param {import('./store.js').Saved} saved @param {'saved' | 'deleted' | 'moved'} what */
export function sayApplied(saved, what) {
  say('info', `${t(`admin.${what}`)} ${t(saved.applied ? 'admin.applied' : 'admin.not_applied')}`);
}

/** What became of the last change: heard at once, seen until the next. */
export function notice() {
  return html`<div role="status" data-item="said">${said ? html`<div class="notice" data-kind=${said.kind}>${icon(said.kind === 'info' ? 'check' : 'alert')}<div>${said.text}</div></div>` : nothing}</div>`;
}

/**
 * @param {{ title: unknown, tools?: unknown, body: unknown }} page
 */
export function frame({ title, tools = nothing, body }) {
  const content = html`<div class="admin-head"><h1 tabindex="-1">${title}</h1><div class="admin-head-tools">${tools}</div></div>${notice()}${body}`;
  if (!location.pathname.startsWith('/pbx/')) return shell({ connected: null, body: content, tabs: [] });
  return html`<div class="shell">
    ${slimBar({ title: html`<span class="mark">${icon('settings')}</span><span>${t('shell.pbx')}</span><span class="who">${app.session?.user.name}</span>`, own: '/pbx' })}
    <nav class="menu" aria-label=${t('shell.pbx')}><ul>${PBX_PAGES.map(({ path }) => html`<li><a href=${path} data-link
      aria-current=${location.pathname === path ? 'page' : nothing}><span>${t(`title.${path}`)}</span></a></li>`)}</ul></nav>
    <main class="content">${content}</main></div>`;
}
