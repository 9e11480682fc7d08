/** Which page an address means, and who may see it. */

/** @import { Session } from './api/types' */

import { mayOpen, MASTER_PAGES, PBX_PAGES } from './state/admin_pages.js';

/** @typedef {(root: HTMLElement, path: string) => import('./app.js').View} Mount */

/** Pages of the administration that are no table with a form. @type {Record<string, () => Promise<{ mount: Mount }>>} */
const SPECIAL = {
  '/masters/audit': () => import('./views/audit.js'),
  '/masters/sessions': () => import('./views/sessions.js'),
  '/pbx/holidays': () => import('./views/holidays.js'),
};

/** @type {Record<string, { load: () => Promise<{ mount: Mount }>, may: (session: Session) => boolean }>} */
const PAGES = {
  '/monitor': { load: () => import('./views/monitor.js'), may: mayMonitor },
  '/monitor/groups': { load: () => import('./views/monitor.js'), may: mayMonitor },
  '/monitor/operators': { load: () => import('./views/monitor.js'), may: mayMonitor },
  '/monitor/settings': { load: () => import('./views/watching.js'), may: mayWatch },
  '/monitor/sound-tests': { load: () => import('./views/sound_tests.js'), may: mayMonitor },
  '/monitor/wallboards': { load: () => import('./views/wallboards.js'), may: mayMakeWallboards },
  '/phone': { load: () => import('./views/phone.js'), may: mayPhone },
  '/history': { load: () => import('./views/history.js'), may: mayHistory },
  '/reports/groups': { load: () => import('./views/reports.js'), may: mayReport },
  '/reports/operators': { load: () => import('./views/reports.js'), may: mayReport },
  '/reports/schedules': { load: () => import('./views/report_schedules.js'), may: mayReport },
  '/reports/staffing': { load: () => import('./views/staffing.js'), may: mayReport },
  ...Object.fromEntries([...MASTER_PAGES, ...PBX_PAGES].map((page) => [page.path, {
    load: SPECIAL[page.path] ?? (() => import('./views/admin.js')),
    may: (/** @type {Session} */ session) => mayOpen(page, session),
  }])),
};

/** @param {Session} session */
export function mayMonitor(session) {
  return session.user.permissions.includes('monitor');
}

/** モニタリング設定 (F3.1). @param {Session} session */
export function mayWatch(session) {
  return session.user.permissions.includes('monitor_settings');
}

/** Whoever makes a link hands on what the monitors show. @param {Session} session */
export function mayMakeWallboards(session) {
  return mayMonitor(session) && mayWatch(session);
}

/** @param {Session} session */
export function mayPhone(session) {
  return session.user.permissions.includes('phone');
}

/** @param {Session} session */
export function mayHistory(session) {
  return session.user.permissions.includes('history');
}

/** レポート. @param {Session} session */
export function mayReport(session) {
  return session.user.permissions.includes('reports');
}

/** @param {Session} session */
export function mayPbx(session) {
  return session.user.permissions.includes('pbx');
}

/** Where the console begins for whom may see any of it, else null; the phone, the history and PBX設定 have windows of their own. @param {Session} session */
export function consoleHome(session) {
  return Object.keys(PAGES).find((path) => inConsole(path) && PAGES[path]?.may(session)) ?? null;
}

/** Whether the page has the console's menu. @param {string} path */
export function inConsole(path) {
  return /^\/(monitor|reports|masters)(\/|$)/.test(path);
}

/** Whether the page is that of a screen where nobody logs in. @param {string} path */
export function isScreen(path) {
  return path === '/wall';
}

/**
 * The address that is shown for an address that was asked for (F1.2, F1.3).
 * @param {string} path
 * @param {Session | null} session
 * @returns {string}
 */
export function allowed(path, session) {
  if (isScreen(path)) return path;
  if (!session) return '/login';
  // Whoever has neither console nor phone lands on the first page that is theirs.
  const area = [...MASTER_PAGES, ...PBX_PAGES].filter((page) => page.path.startsWith(`${path.replace(/\/$/, '')}/`) && path !== '/'); // `/pbx` alone
  const pages = [path, ...area.map((page) => page.path), session.landing, ...Object.keys(PAGES)];
  return pages.find((one) => PAGES[one]?.may(session)) ?? session.landing;
}

/**
 * @param {string} path as given by `allowed`
 * @returns {Promise<Mount>}
 */
export async function viewOf(path) {
  if (isScreen(path)) return (await import('./views/wall.js')).mount;
  const page = PAGES[path];
  const module = page ? await page.load() : await import('./views/login.js');
  return module.mount;
}
