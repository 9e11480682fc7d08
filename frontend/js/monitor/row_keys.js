/**
 * Keys on the rows of the monitors: arrows lead from row to row, and in a table along the row to its figures; in a tile
 * or seat Tab leads to them. Enter opens an operator's actions (F3.10), or what a figure counts (F7.9).
 */

import { perLine, step } from '../state/monitor.js';

/** Rows of one list stand in one of these. */
const LISTS = '.table-scroll, .cards';
const ROWS = '[data-operator], [data-group], tr[data-row]';
/** Those of a row that open something. */
const FIGURES = '.figure';

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
  if (list.matches('.table-scroll') && rows[at] && alongRow(event, rows[at])) return;
  const next = step(event.key, at, rows.length, widthOf(list));
  if (next === null) return;
  event.preventDefault();
  if (!farEnd(list, event.key)) focusOn(rows[next], itemOf(document.activeElement));
}

/** @param {HTMLElement} row @returns {HTMLElement} what stands for the whole row */
const headOf = (row) => row.querySelector('[data-action=operator]') ?? row;

/** @param {Element | null} focused @returns {string} the item of a figure, "" of anything else */
const itemOf = (focused) => (focused?.matches(FIGURES) ? /** @type {HTMLElement | null} */ (focused.closest('[data-item]'))?.dataset.item ?? '' : '');

/**
 * From the row to its figures and back.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} row
 * @returns {boolean} whether the key was one of these
 */
function alongRow(event, row) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return false;
  const stops = [headOf(row), .../** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll(FIGURES))];
  const next = stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by];
  if (stops.length === 1) return false; // the browser scrolls
  event.preventDefault();
  next?.focus();
  return true;
}

/** The row, or the figure of an item in it. @param {HTMLElement | undefined} row @param {string} [item] */
function focusOn(row, item = '') {
  if (!row) return;
  const figure = item ? /** @type {HTMLElement | null} */ (row.querySelector(`[data-item="${item}"] ${FIGURES}`)) : null;
  (figure ?? headOf(row)).focus();
}

/** Enter and the space bar press a figure, as they do a button. @param {KeyboardEvent} event */
function pressed(event) {
  const figure = event.target instanceof HTMLElement && event.target.matches(FIGURES) ? event.target : null;
  if (!figure || (event.key !== 'Enter' && event.key !== ' ')) return false;
  event.preventDefault();
  if (!event.repeat) figure.click();
  return true;
}

/** The tile or seat whose figures Tab leads to. @type {Element | null} */
let reached = null;

/** @param {FocusEvent} event */
function reach({ target }) {
  const row = target instanceof Element ? target.closest('.cards > li') : null;
  if (row === reached) return;
  for (const [one, index] of /** @type {[Element | null, number][]} */ ([[reached, -1], [row, 0]])) {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (one?.querySelectorAll(FIGURES) ?? [])) figure.tabIndex = index;
  }
  reached = row;
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
    } else if (!pressed(event)) move(event);
  }
  addEventListener('keydown', key);
  root.addEventListener('focusin', reach);
  return () => {
    removeEventListener('keydown', key);
    root.removeEventListener('focusin', reach);
    reached = null;
  };
}
