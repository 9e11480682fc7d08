/** One window of a browser is the phone: two would take the leg from each other for ever. */

const LOCK = 'kikite.phone';
/** A window that is being reloaded gives the lock back within this time. */
const PATIENCE_MS = 1500;

/**
 * Become the window that is the phone.
 * @param {boolean} take whether to take it from another window
 * @param {() => void} lost another window has taken it
 * @returns {Promise<(() => void) | null>} gives it back; `null`: another window has it
 */
export function claimPhone(take, lost) {
  return new Promise((resolve) => {
    let held = false;
    const options = take ? { steal: true } : { signal: AbortSignal.timeout(PATIENCE_MS) };
    const whileHeld = () => new Promise((release) => {
      held = true;
      resolve(() => release(undefined));
    });
    navigator.locks.request(LOCK, options, whileHeld).catch(() => {
      if (held) lost();
      else resolve(null);
    });
  });
}
