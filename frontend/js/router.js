/** Which page an address means, and who may see it. */

/** @import { Session } from './api/types' */

/** @typedef {(root: HTMLElement, path: string) => import('./app.js').View} Mount */

/** @type {Record<string, { load: () => Promise<{ mount: Mount }>, may: (session: Session) => boolean }>} */
const PAGES = {
  '/monitor': { load: () => import('./views/monitor.js'), may: mayMonitor },
  '/monitor/groups': { load: () => import('./views/monitor.js'), may: mayMonitor },
  '/monitor/operators': { load: () => import('./views/monitor.js'), may: mayMonitor },
  '/phone': { load: () => import('./views/phone.js'), may: mayPhone },
  '/history': { load: () => import('./views/history.js'), may: mayHistory },
};

/** @param {Session} session */
export function mayMonitor(session) {
  return session.user.permissions.includes('monitor');
}

/** @param {Session} session */
export function mayPhone(session) {
  return session.user.permissions.includes('phone');
}

/** @param {Session} session */
export function mayHistory(session) {
  return session.user.permissions.includes('history');
}

/**
 * The address that is shown for an address that was asked for (F1.2, F1.3).
 * @param {string} path
 * @param {Session | null} session
 * @returns {string}
 */
export function allowed(path, session) {
  if (!session) return '/login';
  const page = PAGES[path];
  return page?.may(session) ? path : session.landing;
}

/**
 * @param {string} path as given by `allowed`
 * @returns {Promise<Mount>}
 */
export async function viewOf(path) {
  const page = PAGES[path];
  const module = page ? await page.load() : await import('./views/login.js');
  return module.mount;
}
