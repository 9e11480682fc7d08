/** The keys of the phone page (F5.5). Pure. */

/**
 * @typedef {{ ringing: boolean, dialing: boolean, connected: boolean, held: boolean, number: string }} KeyContext
 * @typedef {{ key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean }} Key
 * @typedef {'answer' | 'reject' | 'hangup' | 'hold' | 'dial' | 'digit' | 'dtmf' | 'backspace' | 'clear' | 'help'} KeyAction
 */

/**
 * What a key means now; `null`: nothing of ours.
 * @param {Key} key
 * @param {KeyContext} context
 * @returns {KeyAction | null}
 */
export function keyAction(key, context) {
  if (key.ctrlKey || key.metaKey || key.altKey) return null;
  if (key.key === '?') return 'help';
  if (/^[0-9*#]$/.test(key.key)) return context.connected ? 'dtmf' : 'digit';
  return named(key.key, context);
}

/**
 * @param {string} key
 * @param {KeyContext} context
 * @returns {KeyAction | null}
 */
function named(key, context) {
  const inCall = context.connected || context.held;
  switch (key) {
    case 'Enter': return context.ringing ? 'answer' : dialOr(context, inCall);
    case 'Escape': return escape(context, inCall);
    case 'Backspace': return context.number ? 'backspace' : null;
    case 'End': return inCall || context.dialing ? 'hangup' : null;
    case 'h': case 'H': return inCall ? 'hold' : null;
    default: return null;
  }
}

/**
 * @param {KeyContext} context
 * @param {boolean} inCall
 * @returns {KeyAction | null}
 */
function dialOr(context, inCall) {
  return !inCall && !context.dialing && context.number ? 'dial' : null;
}

/**
 * Escape never ends a conversation: too easily pressed.
 * @param {KeyContext} context
 * @param {boolean} inCall
 * @returns {KeyAction | null}
 */
function escape(context, inCall) {
  if (context.ringing) return 'reject';
  if (context.dialing) return 'hangup';
  return context.number && !inCall ? 'clear' : null;
}
