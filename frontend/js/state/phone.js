/** What the phone page can do now. Pure functions of the `PhoneView` of the server. */

/** @import { CallState, PhoneCall, PhoneView } from '../api/types' */

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

/** Whether the operator must be heard: the microphone is attached only then. @param {PhoneView | null} view */
export function needsMicrophone(view) {
  return view?.calls.some((call) => call.state !== 'ringing') ?? false;
}

/** @param {PhoneView | null} view */
export function canDial(view) {
  return Boolean(view && view.switch_up && (view.attached || view.devices > 0) && view.calls.length === 0);
}

/** @typedef {'switch_down' | 'disconnected' | 'microphone_denied' | 'microphone_missing' | 'connecting' | 'no_phone' | 'unsupported'} Notice */
/** @typedef {import('../phone/connection.js').ConnectionState} ConnectionState */

/**
 * What stands in the way of calling, the nearest cause first; `null`: nothing.
 * @param {PhoneView | null} view
 * @param {boolean | null} connected whether the stream of the api is up
 * @param {ConnectionState} connection of the browser's phone
 * @returns {Notice | null}
 */
export function obstacle(view, connected, connection) {
  if (connected === false) return 'disconnected';
  if (view && !view.switch_up) return 'switch_down';
  if (connection === 'microphone_denied' || connection === 'microphone_missing' || connection === 'unsupported') {
    return view && view.devices > 0 ? null : connection;
  }
  if (connection === 'failed') return 'no_phone';
  return connection === 'connecting' ? 'connecting' : null;
}
