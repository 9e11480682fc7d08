/**
 * A stream for the pages that have none: out of sight their timers turn once a minute, which is too seldom for signs of
 * life (`state/alive.js`), and they hear at once that the session is over.
 */

import { openStream } from './api/stream.js';
import { app, sessionAlive } from './app.js';
import { chatWanted } from './chat/index.js';

/** @type {(() => void) | null} */
let close = null;

/** The page changed, or who is logged in. */
export function followSession() {
  const wanted = app.session !== null && !chatWanted();
  if (wanted) close ??= openStream('/session/stream', ['session'], { event: () => {}, connected: () => {}, alive: sessionAlive });
  else {
    close?.();
    close = null;
  }
}
