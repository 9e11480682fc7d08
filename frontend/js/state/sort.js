/** The order of operators on the board (F3.6). Pure. */

/** @import { OperatorRow, StatusInfo } from '../api/types' */

/** Fixed statuses in the order of F3.6; 別作業 statuses come after `lunch_break`, in the master's order. */
const ORDER = [
  'talking', 'ringing', 'dialing', 'holding', 'acw', 'available', 'internal', 'preparing', 'short_break', 'lunch_break',
];

/**
 * @param {Pick<OperatorRow, 'status' | 'alert'>} row
 * @param {StatusInfo[]} statuses
 * @returns {number} smaller is higher on the board
 */
export function rank(row, statuses) {
  if (row.alert) return -1;
  const fixed = ORDER.indexOf(row.status);
  if (fixed >= 0) return fixed;
  if (row.status === 'logged_out') return Infinity;
  return ORDER.length + (statuses.find((status) => status.id === row.status)?.order ?? 0);
}

/**
 * By status, then the longest elapsed time first, then by extension so that the order is always the same.
 * @param {OperatorRow[]} rows
 * @param {StatusInfo[]} statuses
 * @returns {OperatorRow[]}
 */
export function sortOperators(rows, statuses) {
  /** @param {OperatorRow} row */
  const since = (row) => (row.since === null ? Infinity : Date.parse(row.since));
  const keyed = rows.map((row) => ({ row, rank: rank(row, statuses), since: since(row) }));
  keyed.sort((a, b) => compare(a.rank, b.rank) || compare(a.since, b.since)
    || a.row.extension.localeCompare(b.row.extension, 'en', { numeric: true }) || a.row.id.localeCompare(b.row.id));
  return keyed.map(({ row }) => row);
}

/**
 * @param {number} a
 * @param {number} b
 */
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
