/** The keys of the phone page (F5.5). Pure. */

/**
 * @typedef {{ ringing: boolean, dialing: boolean, connected: boolean, held: boolean, supervising?: boolean, number: string }} KeyContext
 * @typedef {{ key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean }} Key
 * @typedef {'answer' | 'reject' | 'hangup' | 'hold' | 'dial' | 'digit' | 'dtmf' | 'backspace' | 'clear' | 'transfer' | 'help'} KeyAction
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
  return NAMED[key.key]?.(context, context.connected || context.held) ?? null;
}

/** @type {Record<string, (context: KeyContext, inCall: boolean) => KeyAction | null>} */
const NAMED = {
  Enter: (context, inCall) => (context.ringing ? 'answer' : dialOr(context, inCall)),
  Escape: escape,
  Backspace: (context) => (context.number ? 'backspace' : null),
  End: (context, inCall) => (inCall || context.dialing || context.supervising ? 'hangup' : null),
  h: (_context, inCall) => (inCall ? 'hold' : null),
  H: (_context, inCall) => (inCall ? 'hold' : null),
  t: (_context, inCall) => (inCall ? 'transfer' : null),
  T: (_context, inCall) => (inCall ? 'transfer' : null),
};

/**
 * @param {KeyContext} context
 * @param {boolean} inCall
 * @returns {KeyAction | null}
 */
function dialOr(context, inCall) {
  return !inCall && !context.dialing && !context.supervising && context.number ? 'dial' : null;
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
