/** Server time in the browser. Pure: the browser's own clock is an argument. All times in ms since the epoch. */

/**
 * What is known of the server's clock: `offset` = server − browser.
 * @typedef {{ offset: number }} ServerClock
 */

/**
 * From a snapshot: begins anew, so that a changed browser clock heals.
 * @param {string} at server time in the message
 * @param {number} now
 * @returns {ServerClock}
 */
export function clockFrom(at, now) {
  return { offset: Date.parse(at) - now };
}

/**
 * From a later message. Delay only ever makes the offset too small, so the largest seen is the truest.
 * @param {ServerClock} clock
 * @param {string} at
 * @param {number} now
 * @returns {ServerClock}
 */
export function clockSeen(clock, at, now) {
  const offset = Date.parse(at) - now;
  return offset > clock.offset ? { offset } : clock;
}

/**
 * Elapsed whole seconds, at the tick of whole server seconds: all clocks change together and none skips or
 * repeats a second because of a timer's jitter.
 * @param {number} since
 * @param {number} serverNow
 * @returns {number}
 */
export function elapsed(since, serverNow) {
  return Math.max(0, Math.trunc((Math.trunc(serverNow / 1000) * 1000 - since) / 1000));
}

/**
 * @param {number} serverNow
 * @returns {number} ms until the server's next whole second
 */
export function untilNextSecond(serverNow) {
  return 1000 - (((serverNow % 1000) + 1000) % 1000);
}
