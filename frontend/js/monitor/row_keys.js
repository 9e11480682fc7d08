/** Keys on the rows of the monitors: arrows lead from row to row; on an operator, Enter opens the actions (F3.10). */

import { perLine, step } from '../state/monitor.js';

/** Rows of one list stand in one of these. */
const LISTS = '.table-scroll, .cards';
const ROWS = '[data-operator], [data-group]';

/** @param {EventTarget | null} target */
const isField = (target) => target instanceof Element && target.closest('input, select, textarea, dialog') !== null;

/** Meant for the browser, a field or a dialog. @param {KeyboardEvent} event */
const isOthers = (event) => event.ctrlKey || event.metaKey || event.altKey || isField(event.target);

/** @param {KeyboardEvent} event */
function move(event) {
  const list = event.target instanceof Element ? event.target.closest(LISTS) : null;
  if (!list) return;
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(ROWS)]);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = step(event.key, at, rows.length, widthOf(list));
  if (next === null) return;
  event.preventDefault();
  const row = rows[next];
  (/** @type {HTMLElement | null} */ (row?.querySelector('[data-action=operator]')) ?? row)?.focus();
}

/** @param {Element} list @returns {number} rows beside each other */
function widthOf(list) {
  if (list.classList.contains('tiles')) return getComputedStyle(list).gridTemplateColumns.split(' ').length;
  return perLine([...list.classList].find((name) => perLine(name) > 1) ?? '');
}

/**
 * @param {HTMLElement} root
 * @returns {() => void} forgets the keys
 */
export function rowKeys(root) {
  /** @param {KeyboardEvent} event */
  function key(event) {
    if (isOthers(event)) return;
    if (event.key === '?') {
      event.preventDefault();
      /** @type {HTMLDialogElement | null} */ (root.querySelector('dialog.key-help'))?.showModal();
    } else move(event);
  }
  addEventListener('keydown', key);
  return () => removeEventListener('keydown', key);
}
