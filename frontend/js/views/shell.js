/** The frame around the pages: menu, tabs, top bar, connection banner (F2.1–F2.4). */

import { html, nothing } from 'lit-html';
import { app, logOut } from '../app.js';
import { chatButton } from '../chat/index.js';
import { icon } from '../components/icons.js';
import { preferences } from '../components/preferences.js';
import { t } from '../i18n.js';
import { openConsole, openPhoneWindow, openWindow } from '../phone/window.js';
import { consoleHome, inConsole, mayHistory, mayMakeWallboards, mayMonitor, mayPbx, mayPhone, mayReport, mayWatch } from '../router.js';
import { mayOpen, MASTER_PAGES, PBX_HOME } from '../state/admin_pages.js';

/** @import { IconName } from '../components/icons.js' */

/** @type {{ path: string, icon: IconName }[]} */
const MONITORS = [
  { path: '/monitor', icon: 'board' },
  { path: '/monitor/groups', icon: 'groups' },
  { path: '/monitor/operators', icon: 'operators' },
];

/** What stands below them in the menu, and is no monitor. @type {{ path: string, icon: IconName }[]} */
const BESIDE = [{ path: '/monitor/sound-tests', icon: 'mic' }];

/** @type {{ path: string, may: (session: import('../api/types').Session) => boolean }[]} */
const DISPLAY_PAGES = [{ path: '/monitor/settings', may: mayWatch }, { path: '/monitor/wallboards', may: mayMakeWallboards }];
const REPORT_PAGES = ['/reports/groups', '/reports/operators', '/reports/schedules', '/reports/staffing'];

/** @param {string} path */
function link(path) {
  return html`<a href=${path} data-link aria-current=${location.pathname === path ? 'page' : nothing}>${t(`title.${path}`)}</a>`;
}

/** From a window of its own back to the console. The phone's page is not left for it: its call would end. @param {string} own */
function consoleLink(own) {
  const home = app.session ? consoleHome(app.session) : null;
  if (home === null || own === '') return nothing;
  if (window.opener === null && own !== '/phone') {
    return html`<a class="button quiet" href=${home} data-link data-action="open-console" title=${t('shell.console')}>${icon('board')}<span>${t('shell.console')}</span></a>`;
  }
  return html`<button type="button" class="quiet" data-action="open-console" title=${t('shell.console')}
    @click=${() => openConsole(home, inConsole)}>${icon('board')}<span>${t('shell.console')}</span></button>`;
}

/** The buttons at the top right (F2.3). @param {{ own: string }} options `own`: the page that is itself */
export function windowButtons({ own }) {
  const session = app.session;
  if (!session) return nothing;
  return html`${consoleLink(own)}
    ${mayPhone(session) && own !== '/phone' ? html`<button type="button" class="quiet" data-action="open-phone" title=${t('shell.phone')}
      @click=${openPhoneWindow}>${icon('phone')}<span>${t('shell.phone')}</span></button>` : nothing}
    ${mayHistory(session) && own !== '/history' ? html`<button type="button" class="quiet" data-action="open-history" title=${t('shell.history')}
      @click=${() => openWindow('/history', 'popup,width=1180,height=760')}>${icon('history')}<span>${t('shell.history')}</span></button>` : nothing}
    ${mayPbx(session) && own !== '/pbx' ? html`<button type="button" class="quiet" data-action="open-pbx" title=${t('shell.pbx')}
      @click=${openPbx}>${icon('settings')}<span>${t('shell.pbx')}</span></button>` : nothing}`;
}

function openPbx() {
  openWindow(PBX_HOME, 'popup,width=1280,height=860', '/pbx/');
}

/** @param {boolean | null} connected `null`: not yet known */
function banner(connected) {
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

/** 表示オプション in the left menu (F2.1). @param {import('../api/types').Session} session */
function displayMenu(session) {
  const pages = DISPLAY_PAGES.filter(({ may }) => may(session));
  if (pages.length === 0) return nothing;
  return html`<h2>${t('menu.display')}</h2>
    <ul>${pages.map(({ path }) => html`<li><a href=${path} data-link
      aria-current=${location.pathname === path ? 'page' : nothing}><span>${t(`title.${path}`)}</span></a></li>`)}</ul>`;
}

/** レポート in the left menu (F2.1). @param {import('../api/types').Session} session */
function reportMenu(session) {
  if (!mayReport(session)) return nothing;
  return html`<h2>${t('menu.reports')}</h2>
    <ul>${REPORT_PAGES.map((path) => html`<li><a href=${path} data-link
      aria-current=${location.pathname === path ? 'page' : nothing}><span>${t(`title.${path}`)}</span></a></li>`)}</ul>`;
}

/** マスタ設定 in the left menu; PBX設定 stands there, too, and opens its window (F2.1). @param {import('../api/types').Session} session */
function masterMenu(session) {
  const pages = MASTER_PAGES.filter((page) => mayOpen(page, session));
  if (pages.length === 0) return nothing;
  return html`<h2>${t('menu.masters')}</h2>
    <ul>${pages.map(({ path }) => html`<li><a href=${path} data-link
      aria-current=${location.pathname === path ? 'page' : nothing}><span>${t(`title.${path}`)}</span></a></li>`)}
      ${mayPbx(session) ? html`<li><button type="button" class="quiet menu-button" @click=${openPbx}>${t('shell.pbx')}${icon('outgoing')}</button></li>` : nothing}</ul>`;
}

/**
 * @param {{ connected: boolean | null, body: unknown, tabs?: { path: string }[] }} content `connected` null: not known, or no page with a stream
 */
export function shell({ connected, body, tabs = MONITORS }) {
  const session = app.session;
  if (!session) return nothing;
  return html`
    <div class="shell">
      <header class="top">
        <div class="brand"><span class="mark">${icon('phone')}</span>Kikite</div>
        <div class="top-right">
          ${chatButton()}${windowButtons({ own: '' })}
          ${preferences()}
          <span class="who" title=${session.user.id}>${session.user.name}</span>
          <button type="button" class="quiet" @click=${logOut} data-action="logout" title=${t('shell.logout')}>${icon('logout')}<span>${t('shell.logout')}</span></button>
        </div>
      </header>
      <nav class="menu" aria-label=${t('shell.menu')}>
        ${mayMonitor(session) ? html`<h2>${t('menu.monitor')}</h2>
          <ul>${[...MONITORS, ...BESIDE].map((entry) => html`<li><a href=${entry.path} data-link
            aria-current=${location.pathname === entry.path ? 'page' : nothing}>${icon(entry.icon)}<span>${t(`title.${entry.path}`)}</span></a></li>`)}</ul>` : nothing}
        ${reportMenu(session)}
        ${displayMenu(session)}
        ${masterMenu(session)}
      </nav>
      <main class="content" ?data-stale=${connected === false}>
        ${banner(connected)}
        ${session.sole_guardian ? html`<div class="notice" data-kind="info" data-item="sole-guardian">${icon('alert')}<div>${t('shell.sole_guardian')}</div></div>` : nothing}
        ${tabs.length > 0 ? html`<nav class="tabs" aria-label=${t('menu.monitor')}>${tabs.map((entry) => link(entry.path))}</nav>` : nothing}
        ${body}
      </main>
    </div>`;
}
