/** A figure of the monitors opens what it counts of the present business day (F7.9). */

/** @import { Wanted } from '../components/figure_window.js' */

/** 全体, as reports call it. */
const WHOLE = '*';

/**
 * One listener for all of them; a figure's whole cell will do.
 * @param {Event} event a click
 * @returns {boolean} whether it was on a figure
 */
export function figureClicked({ target }) {
  const cell = target instanceof Element ? target.closest('[data-item]') : null;
  const button = cell?.querySelector('.figure');
  const row = button?.closest('[data-operator], [data-group], [data-row]');
  if (!(cell instanceof HTMLElement) || !(button instanceof HTMLElement) || !(row instanceof HTMLElement) || !row.contains(cell)) return false;
  button.focus(); // it has the focus again once the window is closed
  void open(wanted(row, cell.dataset.item ?? ''));
  return true;
}

/** The board itself does without the window. @param {Wanted} figure */
async function open(figure) {
  (await import('../components/figure_window.js')).openFigure(figure);
}

/** The window that was left by a link in it. */
export function reopenFigure() {
  if (history.state?.figure) void open(history.state.figure);
}

/** @param {HTMLElement} row @param {string} item @returns {Wanted} */
function wanted({ dataset: { operator, group } }, item) {
  const whose = operator ? { page: /** @type {const} */ ('operators'), subject: operator } : { page: /** @type {const} */ ('groups'), subject: group ?? WHOLE };
  return { ...whose, unit: 'day', period: '', bucket: '', item, profile: 'manual' };
}
