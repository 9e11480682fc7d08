/** What the views share: the session, the masters, and the way from one page to another. */

/** @import { GroupInfo, MetricList, Session, StatusInfo } from './api/types' */

import { api, ApiError, contact } from './api/client.js';
import { has, language, t } from './i18n.js';
import { dateTime } from './state/format.js';
import { useStatusColours } from './theme.js';

/**
 * @typedef {object} View
 * @property {() => void} render draws again, e.g. in another language
 * @property {() => void} unmount
 * @property {() => boolean} [unsaved] whether something would be lost
 * @property {() => Promise<boolean>} [mayLeave] asks, where something is not saved yet
 */

/** Event of the window: another page is about to be shown. */
export const LEFT = 'kikite-left';

export const app = {
  /** @type {Session | null} */
  session: null,
  /** Why the session ended that was here before, where not the user ended it: what to say. @type {(() => string) | null} */
  farewell: null,
  /** @type {StatusInfo[]} */
  statuses: [],
  /** @type {GroupInfo[]} */
  groups: [],
  /** What the boards' figures are called; loaded for whom may see them. @type {MetricList | null} */
  metrics: null,
  /** Set by the router. @type {(path: string, replace?: boolean) => void} */
  navigate: () => {},
  /** Draw the present view again. @type {() => void} */
  redraw: () => {},
  /** Whether the present view can be left. Set by `main.js`. @type {() => Promise<boolean>} */
  mayLeave: async () => true,
};

/** Codes of sessions that others have ended (F1.5-F1.7). */
const FAREWELLS = new Set(['forced_out', 'day_over', 'taken_over']);

/** The other windows of this browser, which have the same session. */
const windows = new BroadcastChannel('kikite.session');

/** Whether the user has logged out in one of them. */
let chosen = false;

/** Look at once when another window has found the session over. */
windows.addEventListener('message', ({ data }) => {
  chosen ||= data === 'chosen';
  if (app.session) void sessionAlive();
});

/** Ask the server who is logged in here. @returns {Promise<Session | null>} */
export async function loadSession() {
  try {
    app.session = await api.session();
    app.farewell = null;
    chosen = false;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    app.farewell = farewell(error);
    app.session = null;
  }
  return app.session;
}

/** What is said on the log-in page. @param {ApiError} error @returns {(() => string) | null} */
function farewell(error) {
  if (FAREWELLS.has(error.code)) return () => sentence(error);
  if (!app.session || chosen) return app.session ? null : app.farewell;
  const [last, zone] = [new Date(contact.at).toISOString(), siteZone()]; // the machine has slept, say
  return () => t('login.lapsed', { at: dateTime(last, language(), zone) });
}

/** Load what every page behind the log-in needs; once per log-in. */
export async function loadMasters() {
  if (app.statuses.length > 0) return;
  if (app.session?.user.permissions.includes('monitor')) app.metrics = await api.metrics();
  app.statuses = [...(await api.statuses())].sort((a, b) => a.order - b.order);
  useStatusColours(app.statuses);
}

/** For streams: whether it is worth trying again; goes to the log-in where the session is over. */
export async function sessionAlive() {
  try {
    if (await loadSession()) return true;
  } catch (error) {
    return true; // unreachable or failing: the session may well be alive
  }
  if (location.pathname !== '/login') {
    windows.postMessage('over');
    leave();
  }
  return false;
}

/** Forget the log-in and show the log-in page. */
export function leave() {
  app.session = null;
  app.statuses = [];
  app.groups = [];
  app.metrics = null;
  app.navigate('/login', true);
}

/** @returns {Promise<void>} */
export async function logOut() {
  if (!(await app.mayLeave())) return;
  await api.logOut().catch(() => null);
  windows.postMessage('chosen');
  app.farewell = null;
  leave();
}

/**
 * @param {string} id
 * @returns {string} the name of the status in the present language
 */
export function statusName(id) {
  const found = app.statuses.find((status) => status.id === id);
  return found?.[language()] || found?.ja || id;
}

/**
 * A sentence for the user: our own by the stable code, else the server's.
 * @param {unknown} error
 * @returns {string}
 */
export function sentence(error) {
  if (!(error instanceof ApiError)) return t('error.unexpected');
  if (error.sentence) return error.sentence;
  return has(`error.${error.code}`) ? t(`error.${error.code}`) : t('error.unexpected');
}

/** How often the server must hear that this browser is alive, ms (F1.5, F5.9). */
export function heartbeatMs() {
  return (app.session?.heartbeat_s || 10) * 1000;
}

/** The site's time zone, in which every time is shown. @returns {string} an IANA name */
export function siteZone() {
  return app.session?.time_zone ?? 'Asia/Tokyo';
}
