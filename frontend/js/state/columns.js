/** The columns of the boards in the order of F3.3 and F3.4. Ids are those of the metric registry (`/api/metrics`). */

/** @import { Unit } from './format.js' */
/** @typedef {{ id: string, unit: Unit, clock?: boolean }} Column */

/** @type {(id: string) => Column} */
const counted = (id) => ({ id, unit: 'count' });
/** @type {(id: string) => Column} */
const timed = (id) => ({ id, unit: 'duration' });

/** Overall and group tables (F3.3). @type {Column[]} */
export const GROUP_COLUMNS = [
  counted('waiting'),
  timed('longest_wait'),
  counted('in'),
  counted('ans'),
  counted('aban'),
  { id: 'answer_rate', unit: 'percent' },
  counted('out'),
  counted('talking'),
  counted('talking_in'),
  counted('talking_out'),
  counted('logged_in'),
  counted('available'),
  counted('acw'),
  counted('short_break'),
  counted('lunch_break'),
  counted('work'),
  timed('avg_handle_in'),
  timed('avg_handle_out'),
  timed('avg_talk_in'),
  timed('avg_talk_out'),
  timed('avg_acw_in'),
  timed('avg_acw_out'),
  timed('avg_answer'),
  timed('avg_abandon'),
];

/** Operator table (F3.4), after 名前, 内線, 状態 and 経過時間. @type {Column[]} */
export const OPERATOR_COLUMNS = [
  counted('ans'),
  counted('out'),
  counted('holds'),
  timed('avg_handle_in'),
  timed('avg_handle_out'),
  timed('avg_talk_in'),
  timed('avg_talk_out'),
  timed('avg_acw_in'),
  timed('avg_acw_out'),
  timed('avg_ring'),
  timed('avg_short_break'),
  timed('total_short_break'),
  timed('total_lunch_break'),
  timed('total_work'),
];
