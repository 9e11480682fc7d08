/** Digits of calls, sent one by one and in order. */

/** @import { PhoneCall } from '../api/types' */

import { api } from '../api/client.js';

/**
 * @param {(error: unknown) => void} failed one was not sent; those after it are
 * @returns {(call: PhoneCall, digit: string) => void} sends a digit after those before it
 */
export function digitSender(failed) {
  /** @type {Promise<unknown>} */
  let sent = Promise.resolve();
  return (call, digit) => {
    sent = sent.then(() => api.dtmf(call.call, digit)).catch(failed);
  };
}
