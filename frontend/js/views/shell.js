/** The frame around the pages: menu, tabs, top bar, connection banner (F2.1–F2.4). */

import { html, nothing } from 'lit-html';
import { app, logOut } from '../app.js';
import { icon } from '../components/icons.js';
import { preferences } from '../components/preferences.js';
import { t } from '../i18n.js';
import { mayHistory, mayMonitor, mayPhone } from '../router.js';

/** @import { IconName } from '../components/icons.js' */

/** @type {{ path: string, icon: IconName }[]} */
const MONITORS = [
  { path: '/monitor', icon: 'board' },
  { path: '/monitor/groups', icon: 'groups' },
  { path: '/monitor/operators', icon: 'operators' },
];

/**
 * Open one of our pages in its own window, or bring that window to the front (F2.3).
 * @param {string} path
 * @param {string} features
 */
function openWindow(path, features) {
  const opened = window.open('', `kikite${path.replaceAll('/', '-')}`, features);
  if (!opened) return;
  // A window that is there already keeps its call: only a new one is sent to the page.
  if (opened.location.pathname !== path) opened.location.href = path;
  opened.focus();
}

/** @param {string} path */
function link(path) {
  return html`<a href=${path} data-link aria-current=${location.pathname === path ? 'page' : nothing}>${t(`title.${path}`)}</a>`;
}

/** The buttons at the top right (F2.3). @param {{ own: string }} options `own`: the page that is itself */
export function windowButtons({ own }) {
  const session = app.session;
  if (!session) return nothing;
  return html`
    ${mayPhone(session) && own !== '/phone' ? html`<button type="button" class="quiet" data-action="open-phone" title=${t('shell.phone')}
      @click=${() => openWindow('/phone', 'popup,width=460,height=820')}>${icon('phone')}<span>${t('shell.phone')}</span></button>` : nothing}
    ${mayHistory(session) && own !== '/history' ? html`<button type="button" class="quiet" data-action="open-history" title=${t('shell.history')}
      @click=${() => openWindow('/history', 'popup,width=1180,height=760')}>${icon('history')}<span>${t('shell.history')}</span></button>` : nothing}`;
}

/** @param {boolean | null} connected `null`: not yet known */
export function banner(connected) {
  return html`<div class="banner" role="status" data-item="connection" ?data-down=${connected === false}>${connected === false
    ? html`${icon('lost')}<strong>${t('banner.down')}</strong><span>${t('banner.retrying')}</span>` : nothing}</div>`;
}

/** The bar of a page that has a window of its own. @param {{ title: unknown, own: string, leave?: () => void }} options */
export function slimBar({ title, own, leave = () => void logOut() }) {
  return html`<header class="top slim">
    <div class="brand">${title}</div>
    <div class="top-right">${windowButtons({ own })}${preferences()}
      <button type="button" class="quiet" @click=${leave} data-action="logout" title=${t('shell.logout')}>${icon('logout')}<span>${t('shell.logout')}</span></button></div>
  </header>`;
}

/**
 * @param {{ connected: boolean | null, body: unknown }} content
 */
export function shell({ connected, body }) {
  const session = app.session;
  if (!session) return nothing;
  return html`
    <div class="shell">
      <header class="top">
        <div class="brand"><span class="mark">${icon('phone')}</span>Kikite</div>
        <div class="top-right">
          ${windowButtons({ own: '' })}
          ${preferences()}
          <span class="who" title=${session.user.id}>${session.user.name}</span>
          <button type="button" class="quiet" @click=${logOut} data-action="logout" title=${t('shell.logout')}>${icon('logout')}<span>${t('shell.logout')}</span></button>
        </div>
      </header>
      <nav class="menu" aria-label=${t('shell.menu')}>
        ${mayMonitor(session) ? html`<h2>${t('menu.monitor')}</h2>
          <ul>${MONITORS.map((entry) => html`<li><a href=${entry.path} data-link
            aria-current=${location.pathname === entry.path ? 'page' : nothing}>${icon(entry.icon)}<span>${t(`title.${entry.path}`)}</span></a></li>`)}</ul>` : nothing}
      </nav>
      <main class="content" ?data-stale=${connected === false}>
        ${banner(connected)}
        <nav class="tabs" aria-label=${t('menu.monitor')}>${MONITORS.map((entry) => link(entry.path))}</nav>
        ${body}
      </main>
    </div>`;
}
