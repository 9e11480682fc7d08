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
  if (!farEnd(list, event.key)) focusOn(rows[next]);
}

/** @param {HTMLElement | undefined} row */
function focusOn(row) {
  (/** @type {HTMLElement | null} */ (row?.querySelector('[data-action=operator]')) ?? row)?.focus();
}

/**
 * The first or last row of a long list is drawn only when it comes into sight.
 * @param {Element} list
 * @param {string} key
 * @returns {boolean} whether this was the case
 */
function farEnd(list, key) {
  const end = { Home: ':first-child', End: ':last-child' }[key];
  const spacer = end ? list.querySelector(`.spacer${end}:not([hidden])`) : null;
  spacer?.scrollIntoView({ block: key === 'Home' ? 'start' : 'end' });
  if (spacer) {
    // The first frame tells the list that it was scrolled.
    requestAnimationFrame(() => requestAnimationFrame(() => focusOn(/** @type {HTMLElement[]} */ ([...list.querySelectorAll(ROWS)]).at(key === 'Home' ? 0 : -1))));
  }
  return spacer !== null;
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
