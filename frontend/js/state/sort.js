/** The order of operators on the board (F3.6). Pure. */

/** @import { OperatorRow, StatusInfo } from '../api/types' */

import { byName } from './collation.js';

/** Fixed statuses in the order of F3.6; 別作業 statuses come after `lunch_break`, in the master's order. */
const ORDER = [
  'talking', 'ringing', 'dialing', 'holding', 'acw', 'available', 'internal', 'preparing', 'short_break', 'lunch_break',
];

const numeric = new Intl.Collator('en', { numeric: true });

/** Begins of statuses, by row: a row that did not change is the same object, and its time is read once. @type {WeakMap<OperatorRow, number>} */
const begins = new WeakMap();

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

/** @param {OperatorRow} row @returns {number} ms since the epoch; who was never seen comes last */
function since(row) {
  const known = begins.get(row);
  if (known !== undefined) return known;
  const begin = row.since === null ? Infinity : Date.parse(row.since);
  begins.set(row, begin);
  return begin;
}

/**
 * By status, then the longest elapsed time first, then by extension so that the order is always the same.
 * @param {OperatorRow[]} rows
 * @param {StatusInfo[]} statuses
 * @returns {OperatorRow[]}
 */
export function sortOperators(rows, statuses) {
  const keyed = rows.map((row) => ({ row, rank: rank(row, statuses), since: since(row) }));
  keyed.sort((a, b) => compare(a.rank, b.rank) || compare(a.since, b.since)
    || numeric.compare(a.row.extension, b.row.extension) || compare(a.row.id, b.row.id));
  return keyed.map(({ row }) => row);
}

/**
 * By name as Japanese lists have it, so that everybody keeps their seat.
 * @returns {<Row extends { id: string, name: string }>(rows: Row[]) => Row[]} remembers the order while the names stay
 */
export function nameSorter() {
  let names = '';
  /** @type {Map<string, number>} */
  let places = new Map();
  return (rows) => {
    const now = rows.map((row) => `${row.id}\t${row.name}`).join('\n');
    if (now !== names) {
      const compareNames = byName('together');
      const sorted = [...rows].sort((a, b) => compareNames(a.name, b.name) || compare(a.id, b.id));
      places = new Map(sorted.map((row, at) => [row.id, at]));
      names = now;
    }
    return [...rows].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  };
}

/**
 * For lists that are made once: groups in choosers and the like.
 * @template {{ id: string, name: string }} Row
 * @param {readonly Row[]} rows
 * @returns {Row[]}
 */
export function named(rows) {
  return nameSorter()([...rows]);
}

/**
 * @template {number | string} T
 * @param {T} a
 * @param {T} b
 */
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
