/** Sizes that depend on how much is shown. By CSSOM, because the CSP forbids inline styles. */

/** @import { WallBoard } from '../api/types' */

import { widthOf } from '../state/wall.js';

/** Hundredths of the width that the names of groups take. */
const NAMES = 22;
/** So few lines have room for larger type. */
const FEW = 3;
/** Of a digit, in em. */
const DIGIT = 0.6;

/**
 * @param {HTMLElement} root
 * @param {WallBoard} board
 * @param {number} scale of the type, of its full size
 */
export function fit(root, board, scale) {
  root.style.setProperty('--scale', String(scale));
  const widths = board.items.map(({ unit }) => widthOf(unit));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-wide]'))) {
    block.style.setProperty('--wide', block.dataset.wide ?? '1');
  }
  const table = root.querySelector('table');
  if (!table) return;
  table.style.setProperty('--digits', String(whole * DIGIT));
  const lines = table.tBodies[0]?.rows.length ?? 1;
  table.style.setProperty('--lines', String(lines));
  table.toggleAttribute('data-few', lines <= FEW);
  [...table.querySelectorAll('col')].forEach((col, at) => {
    col.style.width = at === 0 ? `${NAMES}%` : `${((100 - NAMES) * (widths[at - 1] ?? 0)) / whole}%`;
  });
}
