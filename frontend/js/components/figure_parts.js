/** The calls and statuses behind a figure of a report or board, each with what it gives to it (F7.9): how they look. */

/** @import { FigureCall, FigureStatus, FigureTotal } from '../api/types' */

import { html, nothing } from 'lit-html';
import { app, siteZone } from '../app.js';
import { language, t } from '../i18n.js';
import { bucketText, difference, reportFigure } from '../reports/figures.js';
import { periodName, subjectName } from '../reports/titles.js';
import { mayHistory } from '../router.js';
import { count, dateTime, duration, NONE } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import { openExplanation } from './call_explanation.js';
import { codeText } from './code_text.js';
import { icon } from './icons.js';
import { partyNumber } from './call_panel.js';

/** @typedef {'calls' | 'statuses'} Source */
/** @typedef {{ items: any[], cursor: string | null, busy: boolean }} List */

/**
 * @typedef {object} Shown
 * @property {FigureTotal} figure
 * @property {FigureTotal | null} other the same by the other profile, where only what differs is listed
 * @property {Record<Source, List>} lists
 * @property {boolean} changed whether the figure is another one by now
 * @property {(source: Source) => void} more read on
 * @property {() => void} again read all anew
 * @property {() => void} leave told before a link leads away
 */

/** @typedef {{ id: string, time: boolean, of: (part: any) => number }} Gift a column of what calls and statuses give */

/** @param {Shown} shown */
export function figureParts(shown) {
  const { figure, other } = shown;
  const bucket = figure.bucket ? bucketText(figure.bucket, figure.unit, language()) : '';
  const sources = other ? figure.sources.filter((source) => source === 'calls') : figure.sources;
  return html`<p class="modal-facts"><strong>${subjectName(figure.subject)}</strong><span>${periodName(figure.period, figure.unit)}</span>${bucket ? html`<span>${bucket}</span>` : nothing}
      ${figure.profile === 'strict' && !other ? html`<span class="tag">${t('report.profile.strict')}</span>` : nothing}</p>
    <div class="figure-head"><dl class="figure-sum">${other ? apart(figure, other) : sums(figure)}</dl>${asOf(shown)}</div>
    <p class="muted">${figure.column.explanation[language()]}</p>
    ${sources.map((source) => html`<section data-source=${source}>${sources.length > 1 ? html`<h3>${t(`figure.${source}`)}</h3>` : nothing}
      ${list(source, shown)}</section>`)}
    ${figure.n_time || figure.d_time ? html`<p class="muted">${t('figure.cut')}</p>` : nothing}`;
}

/** @param {string} id @param {string} label @param {unknown} text */
const fact = (id, label, text) => html`<div><dt>${label}</dt><dd data-item=${id}>${text}</dd></div>`;

/** @param {FigureTotal} figure */
function sums(figure) {
  const { column, d, n } = figure;
  return html`${fact('value', t('figure.value'), reportFigure(figure.value, column.unit))}
    ${d === null ? nothing : html`${fact('n', t('figure.n'), amount(n, figure.n_time))}${fact('d', t('figure.d'), amount(d, figure.d_time))}`}`;
}

/** Both profiles' figures. @param {FigureTotal} figure @param {FigureTotal} other */
function apart(figure, other) {
  const { unit } = figure.column;
  return html`${[figure, other].map(({ profile, value }) => fact(profile, t(`report.profile.${profile}`), reportFigure(value, unit)))}
    ${fact('difference', t('report.difference'), difference(other.value, figure.value, unit))}`;
}

/** A figure of today goes on changing: of when this one is. @param {Shown} shown */
function asOf({ figure, changed, again }) {
  return html`<p class="figure-as-of"><span data-item="as-of">${t('report.as_of', { time: dateTime(figure.as_of, language(), siteZone()) })}</span>
    ${changed ? html`<strong data-item="changed">${t('figure.changed')}</strong>` : nothing}
    <button type="button" data-action="again" @click=${again}>${t('figure.again')}</button></p>`;
}

/** What stands behind each call or status: what it gives above and below the line, by both profiles where they differ. @param {Shown} shown @returns {Gift[]} */
function gifts({ figure, other }) {
  /** @type {Gift[]} */
  const own = [{ id: 'n', time: figure.n_time, of: (part) => part.n }, { id: 'd', time: figure.d_time, of: (part) => part.d }];
  /** @type {Gift[]} */
  const theirs = [{ id: 'other_n', time: figure.n_time, of: (part) => part.other_n }, { id: 'other_d', time: figure.d_time, of: (part) => part.other_d }];
  const all = other ? [own, theirs].flatMap(([n, d]) => [n, d]) : own;
  return /** @type {Gift[]} */ (all.filter((gift) => gift && (figure.d !== null || !gift.id.endsWith('d'))));
}

/** @param {Gift} gift @param {Shown} shown */
function giftHead({ id }, { figure, other }) {
  const part = t(id.endsWith('d') ? 'figure.part_d' : 'figure.part_n');
  if (!other) return part;
  return t('figure.part_by', { part, profile: t(`report.profile.${id.startsWith('other') ? other.profile : figure.profile}`) });
}

/** @param {Source} source @param {Shown} shown */
function list(source, shown) {
  const found = shown.lists[source];
  const tail = html`${found.busy ? html`<p class="loading" role="status">${t('figure.loading')}</p>` : nothing}
    ${found.cursor && !found.busy ? html`<button type="button" class="more" data-action="more" @click=${() => shown.more(source)}>${t('figure.more')}</button>` : nothing}`;
  if (found.items.length === 0) return found.busy || found.cursor ? tail : html`<p class="muted" data-item="none">${t(shown.other ? 'figure.none_differs' : 'figure.none')}</p>`;
  return html`${table(source, shown)}${tail}`;
}

/** @param {Source} source @param {Shown} shown */
function table(source, shown) {
  const of = source === 'calls' ? calls(shown.leave) : statuses();
  const columns = gifts(shown);
  const leads = source === 'calls' && mayExplain();
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t(`figure.${source}`)}><table class="parts">
    <thead><tr>${of.heads.map((head) => html`<th scope="col">${head}</th>`)}${columns.map((gift) => html`<th scope="col" class="end">${giftHead(gift, shown)}</th>`)}${leads ? html`<td></td>` : nothing}</tr></thead>
    <tbody>${shown.lists[source].items.map((one) => html`<tr data-call=${one.call ?? nothing} data-span=${source === 'statuses' ? one.id : nothing}>${of.cells(one)}
      ${columns.map((gift) => html`<td class="digits end" data-item=${gift.id}>${amount(gift.of(one), gift.time)}</td>`)}${leads ? html`<td class="leads">${of.leads(one)}</td>` : nothing}</tr>`)}</tbody></table></div>`;
}

/** Explanation and history need the same right. */
function mayExplain() {
  return app.session !== null && mayHistory(app.session);
}

/** @param {number | null} value @param {boolean} time */
function amount(value, time) {
  return value !== null && time ? duration(value / 1000) : count(value);
}

/** @param {() => void} leave */
function calls(leave) {
  const heads = [t('figure.at'), t('history.direction'), t('figure.other'), t('history.group'), t('figure.operator'), t('history.result')];
  /** @param {FigureCall} call */
  const cells = (call) => html`<th scope="row">${dateTime(call.at, language(), siteZone())}</th><td>${t(`direction.${call.direction}`)}</td>
    <td class="digits">${call.direction === 'outbound' ? displayNumber(call.to_number) : partyNumber({ number: call.from_number, caller_id: call.caller_id })}</td>
    <td>${call.group_name || NONE}</td><td>${call.operator_name || NONE}</td><td data-result=${call.result}>${codeText('result', call.result)}</td>`;
  /** @param {FigureCall} call */
  const leads = (call) => html`<button type="button" class="link" data-action="explain" @click=${() => openExplanation(call.call)}>${t('explain.button')}</button>
    <a data-link data-action="history" href=${`/history?${new URLSearchParams({ call: call.call })}`} @click=${leave}>${icon('history')}${t('figure.history')}</a>`;
  return { heads, cells, leads };
}

function statuses() {
  const heads = [t('history.from_time'), t('history.to_time'), t('figure.operator'), t('figure.status'), t('figure.length')];
  /** @param {FigureStatus} one */
  const cells = (one) => html`<th scope="row">${dateTime(one.began_at, language(), siteZone())}</th>
    <td class="digits">${one.ended_at ? dateTime(one.ended_at, language(), siteZone()) : t('figure.running')}</td>
    <td>${one.operator_name || NONE}</td><td>${one.label[language()]}</td><td class="digits">${duration(one.ms / 1000)}</td>`;
  return { heads, cells, leads: () => nothing };
}
