/**
 * What the phone window is to do once its sound is connected: the board opens that window and leaves the wish there
 * (F2.3, F4.1). In the storage of our own pages, never in an address: a link from elsewhere must not be able to call.
 */

/** @typedef {{ supervise: string, mode: import('../state/operator_actions.js').Mode } | { dial: string }} Wish */

const STORED = 'kikite.wish';
/** Long enough to allow the microphone; a wish that is older would come as a surprise. */
const LIFE_MS = 60_000;

/** @param {string} user whose phone it is @param {Wish} wish */
export function leaveWish(user, wish) {
  localStorage.setItem(STORED, JSON.stringify({ user, wish, at: Date.now() }));
}

/**
 * The wish of this user, if there is one; it is there no more afterwards.
 * @param {string} user
 * @returns {Wish | null}
 */
export function takeWish(user) {
  const text = localStorage.getItem(STORED);
  if (text === null) return null;
  localStorage.removeItem(STORED);
  const found = JSON.parse(text);
  return found.user === user && Date.now() - found.at < LIFE_MS ? found.wish : null;
}
