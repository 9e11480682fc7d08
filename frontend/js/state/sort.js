/** The order of operators on the board (F3.6). Pure. */

/** @import { OperatorRow, StatusInfo } from '../api/types' */

import { byName } from './collation.js';

/** Fixed statuses in the order of F3.6; 別作業 statuses come after `lunch_break`, in the master's order. */
const ORDER = [
  'talking', 'ringing', 'dialing', 'holding', 'acw', 'available', 'internal', 'preparing', 'short_break', 'lunch_break',
];

const numeric = new Intl.Collator('en', { numeric: true });

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
  return sorted(rows, statuses).map(({ row }) => row);
}

/** @typedef {{ row: OperatorRow, rank: number, since: number }} Keyed a row and what its place depends on */

/** @param {OperatorRow} row @param {StatusInfo[]} statuses @returns {Keyed} */
function keyed(row, statuses) {
  return { row, rank: rank(row, statuses), since: row.since === null ? Infinity : Date.parse(row.since) };
}

/** Who was never seen comes last. @param {Keyed} a @param {Keyed} b */
function compareKeyed(a, b) {
  return compare(a.rank, b.rank) || compare(a.since, b.since)
    || numeric.compare(a.row.extension, b.row.extension) || compare(a.row.id, b.row.id);
}

/** @param {OperatorRow[]} rows @param {StatusInfo[]} statuses */
function sorted(rows, statuses) {
  return rows.map((row) => keyed(row, statuses)).sort(compareKeyed);
}

/** Above this share of changed rows, sorting anew is the cheaper. */
const FEW = 1 / 8;

/**
 * As `sortOperators`, for a board that changes row by row: only rows that are other objects than the last time are
 * taken out and put where they belong now.
 * @returns {(rows: OperatorRow[], statuses: StatusInfo[]) => OperatorRow[]}
 */
export function operatorSorter() {
  /** @type {OperatorRow[]} */
  let last = [];
  /** @type {StatusInfo[]} */
  let master = [];
  /** @type {Keyed[]} */
  let order = [];
  return (rows, statuses) => {
    const changed = rows.length === last.length && statuses === master ? rows.filter((row, at) => row !== last[at]) : rows;
    if (changed.length > rows.length * FEW) order = sorted(rows, statuses);
    else if (changed.length > 0) {
      const gone = new Set(last.filter((row, at) => row !== rows[at]));
      order = order.filter(({ row }) => !gone.has(row));
      for (const row of changed) insert(order, keyed(row, statuses));
    }
    [last, master] = [rows, statuses];
    return order.map(({ row }) => row);
  };
}

/** @param {Keyed[]} order @param {Keyed} one */
function insert(order, one) {
  let [from, to] = [0, order.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compareKeyed(/** @type {Keyed} */ (order[middle]), one) < 0) from = middle + 1;
    else to = middle;
  }
  order.splice(from, 0, one);
}

/**
 * By name as Japanese lists have it, so that everybody keeps their seat.
 * @returns {<Row extends { id: string, name: string }>(rows: Row[]) => Row[]} remembers the order while the names stay
 */
export function nameSorter() {
  /** @type {{ id: string, name: string }[]} */
  let last = [];
  /** Which row stands first, second and so on. @type {number[]} */
  let places = [];
  return (rows) => {
    const same = rows.length === last.length
      && rows.every((row, at) => row === last[at] || (row.id === last[at]?.id && row.name === last[at]?.name));
    if (!same) {
      const compareNames = byName('together');
      const keys = rows.map(({ id, name }, at) => ({ id, name, at }));
      places = keys.sort((a, b) => compareNames(a.name, b.name) || compare(a.id, b.id)).map(({ at }) => at);
    }
    last = rows;
    return places.map((at) => /** @type {typeof rows[number]} */ (rows[at]));
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
