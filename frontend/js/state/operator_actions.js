/** What a supervisor can do with an operator on the board, and why not (F3.10, F4.1–F4.4). Pure. */

/** @import { OperatorRow, PhoneView } from '../api/types' */

/** @typedef {'listen' | 'whisper' | 'barge'} Mode */
/** @typedef {'internal' | Mode | 'status' | 'force_log_out' | 'chat'} ActionId */
/** @typedef {'no_permission' | 'disconnected' | 'switch_down' | 'logged_out' | 'not_in_call' | 'own_call' | 'now' | 'chat_off'} Reason */
/** @typedef {{ row: OperatorRow, own: PhoneView | null, permissions: readonly string[], chat: boolean }} Situation `own`: of the supervisor; null: not yet known; `chat`: there is one */
/** @typedef {{ id: ActionId, reason: Reason | '' }} Action `reason`: why it does not apply, "" = it does */

/** @type {Mode[]} */
export const MODES = ['listen', 'whisper', 'barge'];

/** Statuses in which an operator has a call that can be entered. */
const IN_CALL = new Set(['talking', 'holding', 'internal', 'dialing']);

/** In the order of the menu; each says why it does not apply. @type {[ActionId, (situation: Situation) => Reason | ''][]} */
const ACTIONS = [
  ['internal', ({ row, own }) => (row.status === 'logged_out' ? 'logged_out' : ownCall(own) || supervising(own))],
  ...MODES.map(/** @returns {[ActionId, (situation: Situation) => Reason | '']} */ (mode) => [mode, ({ row, own }) => {
    if (row.status === 'logged_out') return 'logged_out';
    if (!IN_CALL.has(row.status)) return 'not_in_call';
    return own?.supervision?.operator === row.id && own.supervision.mode === mode ? 'now' : ownCall(own);
  }]),
  ['status', ({ row, permissions }) => {
    if (!permissions.includes('monitor_settings')) return 'no_permission';
    return row.status === 'logged_out' ? 'logged_out' : '';
  }],
  // Whose client is gone may still have a session.
  ['force_log_out', ({ row, permissions }) => {
    if (!permissions.includes('monitor') || !permissions.includes('monitor_settings')) return 'no_permission';
    return row.status === 'logged_out' && !row.lost ? 'logged_out' : '';
  }],
];

/** What needs no phone of one's own. @type {Set<ActionId>} */
const NO_PHONE = new Set(['status', 'force_log_out']);

/** @param {PhoneView | null} own @returns {Reason | ''} */
const ownCall = (own) => (own && own.calls.length > 0 ? 'own_call' : '');

/** @param {PhoneView | null} own @returns {Reason | ''} */
const supervising = (own) => (own?.supervision ? 'own_call' : '');

/**
 * @param {Situation} situation
 * @returns {Reason | ''} what stands in the way of everything
 */
function obstacle({ own, permissions }) {
  if (!permissions.includes('monitor') || !permissions.includes('phone')) return 'no_permission';
  if (!own) return 'disconnected';
  return own.switch_up ? '' : 'switch_down';
}

/**
 * All actions in their order; those that do not apply with their reason.
 * @param {Situation} situation
 * @returns {Action[]}
 */
export function operatorActions(situation) {
  const all = obstacle(situation);
  const calls = ACTIONS.map(/** @returns {Action} */ ([id, why]) => ({ id, reason: (NO_PHONE.has(id) ? '' : all) || why(situation) }));
  // A message waits for whoever is logged out, and needs neither phone nor switch.
  return [...calls, { id: 'chat', reason: situation.chat ? '' : 'chat_off' }];
}
