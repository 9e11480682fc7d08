/** The tables of the live board (F3.3, F3.4, F3.7): heads by lit, rows by `KeyedRows`. */

/** @import { BoardRow, OperatorRow } from '../api/types' */
/** @import { Column } from '../state/columns.js' */
/** @import { KeyedRows } from './keyed_rows.js' */

import { html, nothing, render } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { language, t } from '../i18n.js';
import { columnWidth, headingParts } from '../state/columns.js';
import { displayNumber } from '../state/phone_number.js';
import { cell, elapsedContent, operatorName, statusContent } from './board_cells.js';

export const OPERATOR_LEADING = ['name', 'extension', 'status', 'elapsed'];

/** @param {Column} column */
function heading({ label }) {
  const { parts, side } = headingParts(label[language()], t('heading.break_before'));
  return html`${parts.map((part, at) => (at > 0 ? html`<wbr>${part}` : part))}${side ? html`<wbr><span class="side">${side}</span>` : nothing}`;
}

/** By CSSOM, because the CSP forbids inline styles. @param {Element | undefined} element @param {Column} column */
function wide(element, column) {
  if (element instanceof HTMLElement) element.style.width = `${columnWidth(column, language(), t('heading.break_before'))}rem`;
}

/**
 * @param {object} table
 * @param {string} table.caption
 * @param {Column[]} table.columns
 * @param {{ id: string, label: unknown }[]} table.leading
 * @param {KeyedRows<any>} table.rows
 */
export function boardTable({ caption, columns, leading, rows }) {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="board">
      <colgroup>${leading.map(({ id }) => html`<col class=${`col-${id}`}>`)}${columns.map((column) => html`<col ${ref((element) => wide(element, column))}>`)}</colgroup>
      <thead><tr>${leading.map(({ id, label }) => html`<th scope="col" class=${`lead lead-${id}`}>${label}</th>`)}
        ${columns.map((column) => html`<th scope="col" data-item=${column.id}>${heading(column)}</th>`)}</tr></thead>
      <tbody ${ref(rows.bind)}></tbody>
    </table></div>`;
}

/**
 * @param {HTMLElement} element
 * @param {BoardRow} row
 * @param {Column[]} columns
 */
export function paintOverall(element, row, columns) {
  element.dataset.row = 'overall';
  render(html`<th scope="row" class="lead">${t('monitor.all')}</th>${columns.map((column) => cell(row, column))}`, element);
}

/**
 * @param {HTMLElement} element
 * @param {BoardRow} row
 * @param {Column[]} columns
 */
export function paintGroup(element, row, columns) {
  element.dataset.group = row.id;
  element.tabIndex = -1;
  render(html`<th scope="row" class="lead"><span class="name">${row.name}</span><span class="sub">${displayNumber(row.number)}</span></th>
    ${columns.map((column) => cell(row, column))}`, element);
}

/**
 * @param {HTMLElement} element
 * @param {OperatorRow} row
 * @param {Column[]} columns
 */
export function paintOperator(element, row, columns) {
  element.dataset.operator = row.id;
  element.toggleAttribute('data-away', row.status === 'logged_out');
  render(html`<th scope="row" class="lead">${operatorName(row)}</th>
    <td class="text" data-item="extension">${row.extension}</td>
    <td class="status-cell" data-item="status" data-status=${row.status} ?data-alert=${row.alert} ?data-lost=${row.lost}>${statusContent(row)}</td>
    <td data-item="elapsed">${elapsedContent(row)}</td>
    ${columns.map((column) => cell(row, column))}`, element);
}
