/** What a wallboard has room for, in which order, and what is late. Pure. Sizes in hundredths of the picture's width. */

/** @import { Unit, WallBoard, WallRow, WallOperator } from '../api/types' */

import { sortOperators } from './sort.js';

/** Height of a picture of 16:9. */
const HEIGHT = 56.25;
const HEAD = 6;
const TILE = 10.5;
const CHIPS = 5.25;
const LINE = 4.75;
const SEAT = 6;
export const SEATS_WIDE = 6;
/** How large the type is, of its full size. The smallest can still be read from across the room: 19 px of 1080 lines. */
const SCALES = [1, 0.95, 0.9, 0.85, 0.8];
/** How long a page of a list that does not fit stays, ms. */
export const PAGE_MS = 10_000;

/** Characters that a figure must have room for. @type {Record<Unit, number>} */
const WIDTHS = { count: 5, percent: 6, per_hour: 6, seconds: 8 };

/** @param {Unit} unit @returns {number} the width of its column beside others, gap included */
export function widthOf(unit) {
  return WIDTHS[unit] + 2.5;
}

/**
 * @param {number} count of figures in one block
 * @param {boolean} alone whether nothing else is shown
 * @returns {number} how many stand beside each other
 */
export function tilesWide(count, alone) {
  if (alone && count > 3) return count > 4 ? 3 : 2;
  return count > 6 ? Math.ceil(count / 2) : count;
}

/** @param {number} chips @returns {number} how many stand beside each other */
export function chipsWide(chips) {
  return chips > 9 ? Math.ceil(chips / 2) : chips;
}

/**
 * How many groups, and how many lines of operators, are shown at once, and in which size: the largest with which the
 * fewest take turns.
 * @param {WallBoard} board
 * @param {number} chips
 * @returns {{ groups: number, seats: number, scale: number }}
 */
export function roomFor(board, chips) {
  const rooms = SCALES.map((scale) => ({ ...roomAt(board, chips, HEIGHT / scale), scale }));
  const pages = rooms.map(({ groups, seats }) => pagesOf(board.groups.length, groups) + pagesOf(board.staff.length, seats * SEATS_WIDE));
  return /** @type {(typeof rooms)[number]} */ (rooms[pages.indexOf(Math.min(...pages))]);
}

/** @param {number} all @param {number} room */
const pagesOf = (all, room) => (all === 0 ? 0 : Math.ceil(all / room));

/** @param {WallBoard} board @param {number} chips @param {number} height in units of the type's size */
function roomAt(board, chips, height) {
  const tiles = board.overall ? Math.ceil(board.items.length / tilesWide(board.items.length, false)) * TILE : 0;
  const band = chips > 0 ? Math.ceil(chips / chipsWide(chips)) * CHIPS : 0;
  const left = height - HEAD - tiles - band;
  const names = board.staff.length > 0;
  if (!names) return { groups: lines(left - 3.5, LINE), seats: 0 };
  if (board.groups.length === 0) return { groups: 0, seats: lines(left - 3, SEAT) };
  // Half of it for each; what one of them does not need is the other's.
  const needed = Math.min(Math.ceil(board.staff.length / SEATS_WIDE), lines((left - 6.5) / 2, SEAT));
  const groups = lines(left - 6.5 - needed * SEAT, LINE);
  return { groups, seats: lines(left - 6.5 - Math.min(groups, board.groups.length) * LINE, SEAT) };
}

/** @param {number} height @param {number} line */
const lines = (height, line) => Math.max(1, Math.floor(height / line));

/**
 * The part of a list that does not fit which is shown now: its pages take turns. What is urgent stands on each of them.
 * @template T
 * @param {T[]} all
 * @param {number} most
 * @param {number} now ms
 * @param {(one: T) => boolean} urgent
 * @returns {{ shown: T[], page: number, pages: number }} `page` from 1
 */
export function pageOf(all, most, now, urgent) {
  if (all.length <= most) return { shown: all, page: 1, pages: 1 };
  const first = all.filter(urgent).slice(0, Math.max(1, most - 1));
  const rest = all.filter((one) => !first.includes(one));
  const room = Math.max(1, most - first.length);
  const pages = Math.ceil(rest.length / room);
  const page = Math.floor(now / PAGE_MS) % pages;
  // Pages as long as one another, so that figures keep their size.
  const long = Math.ceil(rest.length / pages);
  return { shown: [...first, ...rest.slice(page * long, (page + 1) * long)], page: page + 1, pages };
}

/**
 * @param {Pick<WallRow, 'late'> | null} row
 * @param {number} now server time, ms
 * @returns {boolean} whether a call has waited for longer than the target of its group
 */
export function isLate(row, now) {
  return row !== null && row.late !== null && Date.parse(row.late) <= now;
}

/**
 * As on the monitors (F3.6): alerts first, then by status, then the longest.
 * @param {WallBoard} board
 * @returns {(WallOperator & { reason: string })[]}
 */
export function staffOf(board) {
  const rows = /** @type {any[]} */ (board.staff.map((one) => ({ ...one, id: one.name, extension: '', reason: '' })));
  return sortOperators(rows, /** @type {any[]} */ (board.statuses));
}
