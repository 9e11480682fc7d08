/** What the phone page can do now. Pure functions of the `PhoneView` of the server. */

/** @import { CallState, GroupInfo, PhoneCall, PhoneView, Session } from '../api/types' */

/** A call that rings first, then one that is talked on, then one being dialled, then a held one. @type {CallState[]} */
const PRIORITY = ['ringing', 'connected', 'dialing', 'held'];

/**
 * The call that buttons and keys act on.
 * @param {PhoneView | null} view
 * @returns {PhoneCall | undefined}
 */
export function primaryCall(view) {
  return PRIORITY.map((state) => view?.calls.find((call) => call.state === state)).find(Boolean);
}

/**
 * @param {PhoneView | null} view
 * @returns {PhoneCall | undefined}
 */
export function ringingCall(view) {
  return view?.calls.find((call) => call.state === 'ringing');
}

/** Whether one must be heard: the microphone is attached only then, never while one listens only (F4.2). @param {PhoneView | null} view */
export function needsMicrophone(view) {
  if (view?.supervision) return view.supervision.mode !== 'listen';
  return view?.calls.some((call) => call.state !== 'ringing') ?? false;
}

/** @param {PhoneView | null} view */
export function canDial(view) {
  return Boolean(view && view.switch_up && (view.attached || view.devices > 0) && view.calls.length === 0 && !view.supervision);
}

/**
 * What the keys of the page must know.
 * @param {PhoneView | null} view
 * @param {string} number what is typed
 * @returns {import('./keys.js').KeyContext}
 */
export function keyContext(view, number) {
  const call = primaryCall(view);
  const state = call?.state;
  // Who talks with whom they consult sends tones to them.
  const connected = state === 'connected' || Boolean(call?.consult?.answered);
  return { ringing: state === 'ringing', dialing: state === 'dialing', connected, held: state === 'held', supervising: Boolean(view?.supervision), number };
}

/**
 * Whether a refused action is the failed call that the view tells of anyway.
 * @param {PhoneView | null} view
 * @param {unknown} failure
 */
export function toldByFailedCall(view, failure) {
  return Boolean(view?.failed && failure instanceof Error && 'code' in failure && failure.code === view.failed.reason);
}

/** @typedef {'switch_down' | 'disconnected' | 'microphone_denied' | 'microphone_missing' | 'microphone_busy' | 'connecting' | 'no_phone' | 'unsupported' | 'elsewhere' | 'no_desk_phone'} Notice */
/** @typedef {import('../phone/connection.js').ConnectionState} ConnectionState */

/** @type {Record<ConnectionState, Notice | null>} */
const OBSTACLES = {
  idle: null,
  connecting: 'connecting',
  connected: null,
  failed: 'no_phone',
  microphone_denied: 'microphone_denied',
  microphone_missing: 'microphone_missing',
  microphone_busy: 'microphone_busy',
  unsupported: 'unsupported',
  elsewhere: 'elsewhere',
  desk: 'no_desk_phone',
};

/**
 * What stands in the way of calling, the nearest cause first; `null`: nothing.
 * @param {PhoneView | null} view
 * @param {boolean | null} connected whether the stream of the api is up
 * @param {ConnectionState} connection of the browser's phone
 * @returns {Notice | null}
 */
export function obstacle(view, connected, connection) {
  if (connected === false) return 'disconnected';
  if (view?.switch_up === false) return 'switch_down';
  // A desk phone does as well as the browser's.
  if (view && view.devices > 0 && connection !== 'elsewhere') return null;
  return OBSTACLES[connection];
}

/**
 * Whose numbers the user may show to a called party: an operator the groups of their own, a supervisor all.
 * @param {GroupInfo[]} groups
 * @param {Session | null} session
 * @returns {GroupInfo[]}
 */
export function outgoingGroups(groups, session) {
  if (session?.user.role !== 'operator') return groups;
  return groups.filter((group) => group.members.some((member) => member.user === session.user.id));
}

/**
 * The status whose button is shown as chosen: what was chosen during a call to come after it, else the present one. A
 * status that a call sets has no button.
 * @param {PhoneView} view
 * @returns {string | null}
 */
export function pressedStatus({ status, next }) {
  return next ?? status;
}
