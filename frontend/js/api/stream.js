/**
 * A server-sent event stream that comes back by itself (F3.11).
 *
 * A broken network is the browser's to mend: EventSource reconnects with `Last-Event-ID` and misses nothing. An answer
 * other than 200 ends an EventSource for good; then a new one is opened after a growing pause and begins with a
 * snapshot. The server breaks each silence by a `ping`: a connection without an event for two of them is dead, though
 * no socket may have said so, and is opened anew.
 */

import { HEARD } from '../state/alive.js';

const PAUSES_MS = [500, 1000, 2000, 4000];
/** Twice the 15 s of the server's pings, and some. */
const SILENCE_MS = 35_000;

/**
 * @typedef {object} StreamHandlers
 * @property {(name: string, data: any) => void} event a named event with its decoded data
 * @property {(up: boolean) => void} connected the connection came up or was lost; only at changes
 * @property {() => Promise<boolean>} alive asked before a new attempt; false gives up (logged out)
 */

/**
 * @param {string} path below `/api`
 * @param {string[]} names of the events to hear
 * @param {StreamHandlers} handlers
 * @returns {() => void} closes it
 */
export function openStream(path, names, handlers) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {boolean | null} */
  let up = null;
  let closed = false;
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let watchdog;

  /** @param {boolean} now */
  function tell(now) {
    if (now === up || closed) return;
    up = now;
    handlers.connected(now);
  }

  function listen() {
    source = new EventSource(`/api${path}`);
    source.addEventListener('open', () => {
      failures = 0;
      tell(true);
      watch();
    });
    source.addEventListener('error', () => {
      tell(false);
      if (source?.readyState === EventSource.CLOSED) void again();
      else void ended();
    });
    source.addEventListener('ping', watch);
    for (const name of names) {
      source.addEventListener(name, (event) => {
        watch();
        handlers.event(name, JSON.parse(event.data));
      });
    }
  }

  function watch() {
    dispatchEvent(new Event(HEARD));
    clearTimeout(watchdog);
    watchdog = setTimeout(silent, SILENCE_MS);
  }

  function silent() {
    if (source?.readyState !== EventSource.OPEN) return; // known to be down: the browser is at it
    tell(false);
    void again();
  }

  /** The browser waits for seconds before it tries again: ask meanwhile whether the session is over (F1.6). */
  async function ended() {
    if (!(await handlers.alive())) close();
  }

  async function again() {
    source?.close();
    clearTimeout(watchdog);
    clearTimeout(retry);
    const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
    failures += 1;
    if (!(await handlers.alive()) || closed) return;
    retry = setTimeout(listen, pause);
  }

  function close() {
    closed = true;
    source?.close();
    clearTimeout(retry);
    clearTimeout(watchdog);
    removeEventListener('online', online);
  }

  /** The network is back: do not wait for the pause to end. */
  function online() {
    if (up === false && source?.readyState !== EventSource.OPEN) void again();
  }

  addEventListener('online', online);
  listen();
  return close;
}
