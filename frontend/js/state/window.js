/** Which lines of a long list are worth drawing. Pure. */

/** A list of up to so many rows is drawn whole. */
export const WHOLE = 40;
/** Lines drawn above and below those that can be seen, so that scrolling and keys find them there. */
const MARGIN = 8;
/** The range moves by so many lines at once, not by each. */
const STEP = 4;

/** @typedef {{ from: number, to: number }} Range of rows, `to` excluded */

/**
 * @param {object} list
 * @param {number} list.count rows
 * @param {number} list.wide rows beside each other
 * @param {number} list.pitch px from one line to the next; 0 = not measured yet
 * @param {number} list.top px from the list's beginning to where it can be seen; negative: it begins further down
 * @param {number} list.height px of it that can be seen
 * @returns {Range}
 */
export function visibleRange({ count, wide, pitch, top, height }) {
  if (count <= WHOLE) return { from: 0, to: count };
  if (pitch <= 0) return { from: 0, to: Math.min(count, WHOLE) };
  const first = Math.floor((Math.floor(top / pitch) - MARGIN) / STEP) * STEP;
  const last = Math.ceil((Math.ceil((top + Math.max(0, height)) / pitch) + MARGIN) / STEP) * STEP;
  const lines = Math.ceil(count / wide);
  const from = Math.min(Math.max(0, first), Math.max(0, lines - 1)) * wide;
  return { from, to: Math.max(from, Math.min(count, Math.max(1, last) * wide)) };
}
