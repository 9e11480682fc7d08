/** One timer for all running clocks, at whole server seconds. */

import { clockFrom, clockSeen, untilNextSecond } from './state/clock.js';

/** @typedef {(serverNow: number) => void} Tick */

/** @type {Set<Tick>} */
const listeners = new Set();
/** @type {import('./state/clock.js').ServerClock} */
let clock = { offset: 0 };
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Server time, ms since the epoch. @returns {number} */
export function serverNow() {
  return Date.now() + clock.offset;
}

/**
 * Learn the server's time from a message.
 * @param {string} at
 * @param {boolean} first whether it begins anew (a snapshot)
 */
export function learnTime(at, first) {
  clock = first ? clockFrom(at, Date.now()) : clockSeen(clock, at, Date.now());
}

function tick() {
  const now = serverNow();
  for (const listener of listeners) listener(now);
  schedule();
}

function schedule() {
  // Some ms after the edge, so that a timer that fires early does not tick in the old second.
  timer = setTimeout(tick, untilNextSecond(serverNow()) + 5);
}

/**
 * Call `listener` at every whole second.
 * @param {Tick} listener
 * @returns {() => void} stops it
 */
export function onTick(listener) {
  listeners.add(listener);
  if (timer === undefined) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}
