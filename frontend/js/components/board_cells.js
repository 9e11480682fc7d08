/** What the figures of the board look like, in tables, tiles and seats (F3.3, F3.4, F3.7). */

/** @import { BoardRow, OperatorRow } from '../api/types' */
/** @import { Column } from '../state/columns.js' */

import { html, noChange, nothing } from 'lit-html';
import { statusName } from '../app.js';
import { t } from '../i18n.js';
import { figure, NONE } from '../state/format.js';
import './clock.js';
import { icon } from './icons.js';

/** Items that call for action while they are not zero. */
const URGENT = new Set(['waiting', 'longest_wait']);

/**
 * @param {BoardRow | OperatorRow} row
 * @param {Pick<Column, 'id' | 'unit'>} column
 * @returns {{ content: unknown, look: string }} `look`: classes
 */
export function shown(row, column) {
  const value = row.cells[column.id];
  const clock = row.clocks[column.id];
  const urgent = URGENT.has(column.id) && (Boolean(value) || Boolean(clock));
  const content = clock ? html`<k-clock .base=${value ?? 0} .since=${clock}></k-clock>` : figure(value, column.unit);
  const empty = content === NONE || content === '0';
  return { content, look: `${urgent ? 'urgent' : ''} ${empty ? 'nil' : ''}` };
}

/**
 * @param {BoardRow | OperatorRow} row
 * @param {Column} column
 * @param {BoardRow | OperatorRow | null} before the row as it is drawn; null: not yet, or with other columns
 */
export function cell(row, column, before) {
  const { id } = column;
  if (before && before.cells[id] === row.cells[id] && before.clocks[id] === row.clocks[id]) return noChange;
  const { content, look } = shown(row, column);
  return column.opens
    ? html`<td role="cell" data-item=${id} class=${`opens ${look}`}>${opening(content)}</td>`
    : html`<td role="cell" data-item=${id} class=${look}>${content}</td>`;
}

/**
 * A figure that opens what it counts (F7.9); whoever hears the click or key finds row and item around it. A button in all
 * but its element: a row of those, which is drawn anew at each move, takes the browser longer to lay out.
 * @param {unknown} content
 */
export function opening(content) {
  return html`<span role="button" class="figure" tabindex="-1" aria-haspopup="dialog">${content}</span>`;
}

/** Never by colour alone: alert and lost client have an icon and a word (F3.7, F3.12). @param {OperatorRow} row */
export function statusContent(row) {
  const name = html`<span class="status-name">${statusName(row.status)}</span>`;
  const lost = row.lost ? html`<span class="tag">${icon('lost')}${t('monitor.lost')}</span>` : nothing;
  const reason = row.reason ? html`<span class="tag" data-reason=${row.reason}>${t(`reason.${row.reason}.short`)}</span>` : nothing;
  if (row.alert) return html`<span class="status alerting">${icon('alert')}<strong>${t('monitor.alert')}</strong>${name}${reason}${lost}</span>`;
  return html`<span class="status">${name}${reason}${lost}</span>`;
}

/** Opens what can be done with them (F3.10); arrow keys lead there, so that Tab need not pass all. @param {OperatorRow} row */
export function operatorName(row) {
  return html`<button type="button" class="name" tabindex="-1" data-action="operator" aria-haspopup="dialog">${row.name}</button>`;
}

/** How long the status lasts; nothing runs for whom is logged out. @param {OperatorRow} row */
export function elapsedContent(row) {
  return row.since === null || row.status === 'logged_out' ? html`<span class="nil">${NONE}</span>` : html`<k-clock .since=${row.since}></k-clock>`;
}
