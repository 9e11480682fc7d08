/** The other looks of the monitors: groups as large tiles (F3.8), operators as seats (F3.9). */

/** @import { BoardRow, OperatorRow } from '../api/types' */
/** @import { Column } from '../state/columns.js' */
/** @import { KeyedRows } from './keyed_rows.js' */

import { html, render } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { language, t } from '../i18n.js';
import { displayNumber } from '../state/phone_number.js';
import { elapsedContent, opening, operatorName, shown, statusContent } from './board_cells.js';

/** The figures that a tile shows large. */
const LARGE = ['waiting', 'longest_wait', 'in', 'ans', 'aban', 'answer_rate'];

/** @type {{ item: string, label: string, long: string, unit: 'count' | 'seconds' }[]} */
const SEAT_ITEMS = [
  { item: 'out', label: 'seat.out', long: 'seat.out.long', unit: 'count' },
  { item: 'ans', label: 'seat.in', long: 'seat.in.long', unit: 'count' },
  { item: 'total_hold', label: 'seat.hold', long: 'seat.hold.long', unit: 'seconds' },
];

/**
 * @param {string} kind
 * @param {string} caption
 * @param {KeyedRows<any>} rows
 */
export function cards(kind, caption, rows) {
  return html`<ul class=${`cards ${kind}`} tabindex="0" aria-label=${caption} ${ref(rows.bind)}></ul>`;
}

/**
 * @param {BoardRow} row
 * @param {Column} column
 */
function tileFigure(row, column) {
  const { content, look } = shown(row, column);
  return html`<div data-item=${column.id} class=${column.opens ? `opens ${look}` : look}><dt title=${column.explanation[language()]}>${column.label[language()]}</dt><dd>${column.opens ? opening(content) : content}</dd></div>`;
}

/**
 * @param {HTMLElement} element
 * @param {BoardRow} row
 * @param {Column[]} columns
 */
export function paintTile(element, row, columns) {
  element.className = 'tile';
  element.dataset.group = row.id;
  element.tabIndex = -1;
  const large = columns.filter(({ id }) => LARGE.includes(id));
  const small = columns.filter(({ id }) => !LARGE.includes(id));
  render(html`<h3><span class="name">${row.name}</span><span class="sub">${displayNumber(row.number)}</span></h3>
    <dl class="large">${large.map((column) => tileFigure(row, column))}</dl>
    <dl class="small">${small.map((column) => tileFigure(row, column))}</dl>`, element);
}

/** @param {OperatorRow} row @param {typeof SEAT_ITEMS[number]} one @param {boolean} opens */
function seatFigure(row, { item, label, long, unit }, opens) {
  const { content } = shown(row, { id: item, unit });
  return html`<span data-item=${item} class=${opens ? 'opens' : ''}><abbr title=${t(long)}>${t(label)}</abbr><b>${opens ? opening(content) : content}</b></span>`;
}

/**
 * @param {HTMLElement} element
 * @param {OperatorRow} row
 * @param {boolean} opens whether the figures open what they count
 */
export function paintSeat(element, row, opens) {
  element.className = 'seat';
  element.dataset.operator = row.id;
  element.title = `${row.name} ${row.extension}`;
  element.toggleAttribute('data-away', row.status === 'logged_out');
  render(html`${operatorName(row)}
    <span class="counts">${SEAT_ITEMS.map((one) => seatFigure(row, one, opens))}</span>
    <span class="band" data-item="status" data-status=${row.status} ?data-alert=${row.alert} ?data-lost=${row.lost}>${statusContent(row)}</span>
    <span class="elapsed" data-item="elapsed">${elapsedContent(row)}</span>`, element);
}
