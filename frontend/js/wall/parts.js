/** The blocks of a wallboard: the whole centre, its groups, how many operators are in which status, and who. */

/** @import { WallBoard, WallRow } from '../api/types' */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { elapsedContent, shown, statusContent } from '../components/board_cells.js';
import { icon } from '../components/icons.js';
import { language, t } from '../i18n.js';
import { named } from '../state/sort.js';
import { chipsWide, isLate, pageOf, roomFor, SEATS_WIDE, staffOf, tilesWide } from '../state/wall.js';

/** Figures of calls that wait. */
const WAITING = new Set(['waiting', 'longest_wait']);

/** @typedef {import('../api/types').WallBoard['items'][number]} Item */

/**
 * @param {WallRow} row
 * @param {Item} item
 * @param {boolean} late
 */
function figure(row, item, late) {
  const { content, look } = shown(/** @type {any} */ (row), item);
  const tooLate = late && WAITING.has(item.id);
  return { content: tooLate ? html`${icon('alert')}${content}` : content, look: tooLate ? 'late' : look };
}

/** Said in words, too; colour alone would not do. */
const lateTag = () => html`<span class="wall-tag" data-item="late">${icon('alert')}${t('wall.late')}</span>`;

/** @param {{ page: number, pages: number }} part */
const pageTag = ({ page, pages }) => (pages > 1 ? html`<small class="digits">${page} / ${pages}</small>` : nothing);

/** @param {WallBoard} board @param {number} now */
function overallBlock(board, now) {
  const row = board.overall;
  if (!row) return nothing;
  const late = isLate(row, now);
  const alone = board.groups.length + board.statuses.length === 0;
  return html`<section data-row="overall" data-wide=${tilesWide(board.items.length, alone)} aria-label=${t('monitor.all')}>
    <h2>${t('monitor.all')}${late ? lateTag() : nothing}</h2>
    <dl>${board.items.map((item) => {
      const { content, look } = figure(row, item, late);
      return html`<div data-item=${item.id} class=${look}><dt>${item.label[language()]}</dt><dd>${content}</dd></div>`;
    })}</dl></section>`;
}

/** @param {WallBoard} board @param {number} most @param {number} now */
function groupsBlock(board, most, now) {
  if (board.groups.length === 0) {
    return board.overall ? nothing : html`<p class="wall-empty">${t('monitor.no_groups')}</p>`;
  }
  const part = pageOf(named(board.groups), most, now, (row) => isLate(row, now));
  return html`<section class="wall-groups" aria-label=${t('wall.groups')}><table>
    <colgroup><col>${board.items.map(() => html`<col>`)}</colgroup>
    <thead><tr><th scope="col">${t('wall.groups')}${pageTag(part)}</th>${board.items.map((item) => html`<th scope="col">${item.label[language()]}</th>`)}</tr></thead>
    <tbody>${repeat(part.shown, ({ id }) => id, (row) => groupRow(row, board.items, now))}</tbody></table></section>`;
}

/** @param {WallRow} row @param {Item[]} items @param {number} now */
function groupRow(row, items, now) {
  const late = isLate(row, now);
  return html`<tr data-group=${row.id} ?data-late=${late}><th scope="row"><span class="name">${row.name}</span>${late ? lateTag() : nothing}</th>
    ${items.map((item) => {
      const { content, look } = figure(row, item, late);
      return html`<td data-item=${item.id} class=${look}>${content}</td>`;
    })}</tr>`;
}

/** @param {WallBoard} board @returns {{ id: string, label: string, count: number }[]} in their fixed places */
function chipsOf(board) {
  if (board.statuses.length === 0) return [];
  const lang = language();
  return [
    { id: 'alert', label: t('monitor.alert'), count: board.alerts },
    ...board.statuses.filter(({ id }) => id !== 'logged_out').map((status) => ({ id: status.id, label: status[lang] || status.ja, count: status.count })),
    { id: 'lost', label: t('monitor.lost'), count: board.lost },
  ];
}

/** @param {WallBoard} board @param {{ id: string, label: string, count: number }[]} chips */
function chipsBlock(board, chips) {
  if (chips.length === 0) return nothing;
  return html`<section class="wall-statuses" data-wide=${chipsWide(chips.length)} aria-label=${t('wall.statuses')}>
    <h2>${t('wall.statuses')}<small class="digits" data-item="online">${t('monitor.online', { online: board.online, all: board.all })}</small></h2>
    <ul>${chips.map(({ id, label, count }) => html`<li data-chip=${id} data-status=${id} ?data-nobody=${count === 0}>
      ${count > 0 && id === 'alert' ? icon('alert') : nothing}${count > 0 && id === 'lost' ? icon('lost') : nothing}<span>${label}</span><b>${count}</b></li>`)}</ul></section>`;
}

/** @param {WallBoard} board @param {number} lines @param {number} now */
function staffBlock(board, lines, now) {
  if (board.staff.length === 0) return nothing;
  const part = pageOf(staffOf(board), lines * SEATS_WIDE, now, ({ alert }) => alert);
  return html`<section class="wall-staff" aria-label=${t('monitor.operators')}>
    ${part.pages > 1 ? html`<h2>${t('monitor.operators')}${pageTag(part)}</h2>` : nothing}
    <ul>${part.shown.map((row) => html`<li ?data-away=${row.status === 'logged_out'}><span class="name">${row.name}</span>
      <span class="band" data-status=${row.status}>${statusContent(/** @type {any} */ (row))}</span>
      <span class="elapsed">${elapsedContent(/** @type {any} */ (row))}</span></li>`)}</ul></section>`;
}

/** What has room on the picture, and in which size. @param {WallBoard} board */
export function wallRoom(board) {
  return roomFor(board, chipsOf(board).length);
}

/** @param {WallBoard} board @param {number} now server time, ms */
export function wallBlocks(board, now) {
  const chips = chipsOf(board);
  const room = wallRoom(board);
  return html`${overallBlock(board, now)}${groupsBlock(board, room.groups, now)}${chipsBlock(board, chips)}${staffBlock(board, room.seats, now)}`;
}
