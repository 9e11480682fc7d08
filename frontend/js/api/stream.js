/**
 * A server-sent event stream that comes back by itself (F3.11).
 *
 * A broken network is the browser's to mend: EventSource reconnects with `Last-Event-ID` and misses nothing. An answer
 * other than 200 ends an EventSource for good; then a new one is opened after a growing pause and begins with a
 * snapshot. A silent connection may be dead though no socket has said so: after a while without an event the server is
 * asked for a sign of life over a request of its own.
 */

const PAUSES_MS = [500, 1000, 2000, 4000];
const SILENCE_MS = 20_000;
const ANSWER_MS = 5000;

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
    });
    for (const name of names) {
      source.addEventListener(name, (event) => {
        watch();
        handlers.event(name, JSON.parse(event.data));
      });
    }
  }

  function watch() {
    clearTimeout(watchdog);
    watchdog = setTimeout(probe, SILENCE_MS);
  }

  async function probe() {
    if (closed || source?.readyState !== EventSource.OPEN) return;
    try {
      await fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) });
      watch();
    } catch (error) {
      tell(false);
      void again();
    }
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
