/** The tables of the live board (F3.3, F3.4, F3.7): heads by lit, rows by `KeyedRows`. */

/** @import { BoardRow, OperatorRow } from '../api/types' */
/** @import { Column } from '../state/columns.js' */
/** @import { KeyedRows } from './keyed_rows.js' */

import { html, noChange, nothing, render } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { language, t } from '../i18n.js';
import { columnWidth, headingParts } from '../state/columns.js';
import { displayNumber } from '../state/phone_number.js';
import { cell, elapsedContent, operatorName, statusContent } from './board_cells.js';

export const OPERATOR_LEADING = ['name', 'extension', 'status', 'elapsed'];

/** Widths of what stands before the figures, rem. @type {Record<string, number>} */
const LEADING = { name: 9.75, extension: 4, status: 9.5, elapsed: 5.25 };

/** @param {Column} column */
function heading({ label }) {
  const { parts, side } = headingParts(label[language()], t('heading.break_before'));
  return html`${parts.map((part, at) => (at > 0 ? html`<wbr>${part}` : part))}${side ? html`<wbr><span class="side">${side}</span>` : nothing}`;
}

/**
 * Rows are grids of the same columns, and not rows as browsers lay tables out: there, a figure that changes has the
 * whole table laid out again. What is left over is shared out by width. By CSSOM, because the CSP forbids inline styles.
 * @param {Element | undefined} element
 * @param {number[]} widths rem
 */
function layOut(element, widths) {
  if (!(element instanceof HTMLElement)) return;
  element.style.setProperty('--columns', widths.map((width) => `minmax(${width}rem, ${width}fr)`).join(' '));
  element.style.minWidth = `${widths.reduce((sum, width) => sum + width, 0)}rem`;
}

/**
 * @param {object} table
 * @param {string} table.caption
 * @param {Column[]} table.columns
 * @param {{ id: string, label: unknown }[]} table.leading
 * @param {KeyedRows<any>} table.rows
 */
export function boardTable({ caption, columns, leading, rows }) {
  const widths = [...leading.map(({ id }) => LEADING[id] ?? 0), ...columns.map((column) => columnWidth(column, language(), t('heading.break_before')))];
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="board" role="table" ${ref((element) => layOut(element, widths))}>
      <thead role="rowgroup"><tr role="row">${leading.map(({ id, label }) => html`<th role="columnheader" scope="col" class=${`lead lead-${id}`}>${label}</th>`)}
        ${columns.map((column) => html`<th role="columnheader" scope="col" data-item=${column.id} title=${column.explanation[language()]}>${heading(column)}</th>`)}</tr></thead>
      <tbody role="rowgroup" ${ref(rows.bind)}></tbody>
    </table></div>`;
}

/**
 * @param {HTMLElement} element
 * @param {BoardRow} row
 * @param {Column[]} columns
 * @param {BoardRow | null} before the row as it is drawn
 */
export function paintOverall(element, row, columns, before) {
  element.setAttribute('role', 'row');
  element.dataset.row = 'overall';
  element.tabIndex = -1;
  render(html`<th role="rowheader" scope="row" class="lead">${t('monitor.all')}</th>${columns.map((column) => cell(row, column, before))}`, element);
}

/**
 * @param {HTMLElement} element
 * @param {BoardRow} row
 * @param {Column[]} columns
 * @param {BoardRow | null} before the row as it is drawn
 */
export function paintGroup(element, row, columns, before) {
  element.setAttribute('role', 'row');
  element.dataset.group = row.id;
  element.tabIndex = -1;
  render(html`<th role="rowheader" scope="row" class="lead"><span class="name">${row.name}</span><span class="sub">${displayNumber(row.number)}</span></th>
    ${columns.map((column) => cell(row, column, before))}`, element);
}

/**
 * @param {HTMLElement} element
 * @param {OperatorRow} row
 * @param {Column[]} columns
 * @param {OperatorRow | null} before the row as it is drawn
 */
export function paintOperator(element, row, columns, before) {
  element.setAttribute('role', 'row');
  element.dataset.operator = row.id;
  element.toggleAttribute('data-away', row.status === 'logged_out');
  render(html`<th role="rowheader" scope="row" class="lead">${operatorName(row)}</th>
    <td role="cell" class="text" data-item="extension">${row.extension}</td>
    <td role="cell" class="status-cell" data-item="status" data-status=${row.status} ?data-alert=${row.alert} ?data-lost=${row.lost}>${statusContent(row)}</td>
    ${before && before.since === row.since && before.status === row.status ? noChange : html`<td role="cell" data-item="elapsed">${elapsedContent(row)}</td>`}
    ${columns.map((column) => cell(row, column, before))}`, element);
}
