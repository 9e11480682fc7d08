/** Phone numbers as a reader of Japan expects them (`rules.md`, Formats). Pure. */

import numbering from '../../data/numbering.json' with { type: 'json' };
import { NONE } from './format.js';

/** @type {Record<string, string>} */
const GROUPING = numbering.grouping;
const LONGEST = Math.max(...Object.keys(GROUPING).map((prefix) => prefix.length));

/**
 * The grouping of a national number by its longest known prefix, e.g. `3-3-4`.
 * @param {string} national
 * @returns {number[] | undefined}
 */
function grouping(national) {
  for (let length = Math.min(LONGEST, national.length); length > 1; length -= 1) {
    const found = GROUPING[national.slice(0, length)];
    const sizes = found?.split('-').map(Number);
    if (sizes && sizes.reduce((sum, size) => sum + size, 0) === national.length) return sizes;
  }
  return undefined;
}

/**
 * `0312345678` and `+81312345678` → `03-1234-5678`; what the table does not know stays as it is.
 * @param {string} number
 * @returns {string}
 */
export function displayNumber(number) {
  const national = number.startsWith('+81') ? `0${number.slice(3)}` : number;
  if (!/^0\d+$/.test(national)) return number || NONE;
  const sizes = grouping(national);
  if (!sizes) return number;
  let at = 0;
  return sizes.map((size) => national.slice(at, (at += size))).join('-');
}

/**
 * Only what can be dialled: digits, `*`, `#` and a leading `+`; full-width characters become ASCII.
 * @param {string} text typed or pasted
 * @returns {string}
 */
export function dialable(text) {
  return text.normalize('NFKC').replace(/[^\d*#+]/g, '').replace(/(?!^)\+/g, '');
}
