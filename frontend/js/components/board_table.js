/** The tables of the live board (F3.3, F3.4, F3.7). A row that did not change is not drawn again. */

/** @import { BoardRow, OperatorRow } from '../api/types' */
/** @import { Column } from '../state/columns.js' */

import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { app, statusName } from '../app.js';
import { language, t } from '../i18n.js';
import { boardColumns, headingParts } from '../state/columns.js';
import { figure, NONE } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import './clock.js';
import { icon } from './icons.js';

/** Items that call for action while they are not zero. */
const URGENT = new Set(['waiting', 'longest_wait']);

/** @param {'board' | 'board_operator'} table */
const columnsOf = (table) => (app.metrics ? boardColumns(app.metrics, table) : []);

/** @param {Column} column */
function heading({ label }) {
  const { parts, side } = headingParts(label[language()], t('heading.break_before'));
  return html`${parts.map((part, at) => (at > 0 ? html`<wbr>${part}` : part))}${side ? html`<wbr><span class="side">${side}</span>` : nothing}`;
}

/**
 * @param {BoardRow} row
 * @param {Column} column
 */
function cell(row, column) {
  const value = row.cells[column.id];
  const clock = row.clocks[column.id];
  const urgent = URGENT.has(column.id) && (Boolean(value) || Boolean(clock));
  const content = clock ? html`<k-clock .base=${value ?? 0} .since=${clock}></k-clock>` : figure(value, column.unit);
  const empty = content === NONE || content === '0';
  return html`<td data-item=${column.id} class=${`${urgent ? 'urgent' : ''} ${empty ? 'nil' : ''}`}>${content}</td>`;
}

/**
 * @param {string} caption
 * @param {Column[]} columns
 * @param {{ id: string, label: unknown }[]} leading
 * @param {unknown} rows
 */
function table(caption, columns, leading, rows) {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="board">
      <colgroup>${leading.map(({ id }) => html`<col class=${`col-${id}`}>`)}${columns.map(({ unit }) => html`<col class=${`col-${unit}`}>`)}</colgroup>
      <thead><tr>${leading.map(({ id, label }) => html`<th scope="col" class=${`lead lead-${id}`}>${label}</th>`)}
        ${columns.map((column) => html`<th scope="col" data-item=${column.id}>${heading(column)}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table></div>`;
}

/** @param {BoardRow} row */
export function overallTable(row) {
  const name = t('monitor.all');
  const columns = columnsOf('board');
  return table(t('monitor.overall'), columns, [{ id: 'name', label: html`<span class="visually-hidden">${t('monitor.scope')}</span>` }], guard([row, language()], () => html`
    <tr data-row="overall"><th scope="row" class="lead">${name}</th>${columns.map((column) => cell(row, column))}</tr>`));
}

/** @param {BoardRow[]} rows */
export function groupTable(rows) {
  const columns = columnsOf('board');
  const body = rows.length === 0 ? emptyRow(columns.length + 1, t('monitor.no_groups'))
    : repeat(rows, (row) => row.id, (row) => guard([row, language()], () => html`
      <tr data-group=${row.id}>
        <th scope="row" class="lead"><span class="name">${row.name}</span><span class="sub">${displayNumber(row.number)}</span></th>
        ${columns.map((column) => cell(row, column))}
      </tr>`));
  return table(t('monitor.groups'), columns, [{ id: 'name', label: t('monitor.group') }], body);
}

/** @param {OperatorRow[]} rows sorted @param {(event: Event) => void} clicked a click in the table */
export function operatorTable(rows, clicked) {
  const leading = ['name', 'extension', 'status', 'elapsed'].map((id) => ({ id, label: t(`operator.${id}`) }));
  const columns = columnsOf('board_operator');
  const body = rows.length === 0 ? emptyRow(columns.length + leading.length, t('monitor.no_operators'))
    : repeat(rows, (row) => row.id, (row) => guard([row, language()], () => operatorRow(row, columns)));
  return html`<div class="clickable" @click=${clicked}>${table(t('monitor.operators'), columns, leading, body)}</div>`;
}

/**
 * @param {OperatorRow} row
 * @param {Column[]} columns
 */
function operatorRow(row, columns) {
  const away = row.status === 'logged_out';
  return html`<tr data-operator=${row.id} ?data-away=${away}>
    <th scope="row" class="lead"><button type="button" class="name" data-action="operator" aria-haspopup="dialog">${row.name}</button></th>
    <td class="text" data-item="extension">${row.extension}</td>
    <td class="status-cell" data-item="status" data-status=${row.status} ?data-alert=${row.alert} ?data-lost=${row.lost}>${statusContent(row)}</td>
    <td data-item="elapsed">${row.since === null || away ? html`<span class="nil">${NONE}</span>` : html`<k-clock .since=${row.since}></k-clock>`}</td>
    ${columns.map((column) => cell(row, column))}
  </tr>`;
}

/** Never by colour alone: alert and lost client have an icon and a word (F3.7, F3.12). @param {OperatorRow} row */
function statusContent(row) {
  const name = html`<span class="status-name">${statusName(row.status)}</span>`;
  const lost = row.lost ? html`<span class="tag">${icon('lost')}${t('monitor.lost')}</span>` : nothing;
  const reason = row.reason ? html`<span class="tag" data-reason=${row.reason}>${t(`reason.${row.reason}.short`)}</span>` : nothing;
  if (row.alert) return html`<span class="status alerting">${icon('alert')}<strong>${t('monitor.alert')}</strong>${name}${reason}${lost}</span>`;
  return html`<span class="status">${name}${reason}${lost}</span>`;
}

/**
 * @param {number} columns
 * @param {string} text
 */
function emptyRow(columns, text) {
  return html`<tr class="empty"><td colspan=${columns}>${text}</td></tr>`;
}
