/** The calls and statuses behind a figure of a report or board, each with what it gives to it (F7.9). */

/** @import { FigureCall, FigureStatus, FigureTotal, Report } from '../api/types' */

import { html, nothing } from 'lit-html';
import { api } from '../api/client.js';
import { app, sentence, siteZone } from '../app.js';
import { language, t } from '../i18n.js';
import { monthOf } from '../reports/dates.js';
import { bucketText, reportFigure } from '../reports/figures.js';
import { periodName, subjectName } from '../reports/titles.js';
import { mayHistory } from '../router.js';
import { count, dateTime, duration, NONE } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import { openExplanation } from './call_explanation.js';
import { codeText } from './code_text.js';
import { openModal } from './modal.js';
import { partyNumber } from './call_panel.js';

/**
 * @typedef {object} Wanted one figure
 * @property {'groups' | 'operators'} page
 * @property {string} subject id
 * @property {string} unit
 * @property {string} period as in the address of a report
 * @property {string} bucket "" = the whole period
 * @property {string} item id of the column
 * @property {string} profile
 */

/** @typedef {{ items: any[], cursor: string | null, busy: boolean }} List */

/** Open what a figure counts over the page. @param {Wanted} wanted */
export function openFigure({ page, subject, ...rest }) {
  const asked = { ...rest, [page === 'groups' ? 'group' : 'operator']: subject };
  /** @type {FigureTotal | null} */
  let figure = null;
  /** @type {unknown} */
  let failure = null;
  /** @type {Record<'calls' | 'statuses', List>} */
  const lists = { calls: { items: [], cursor: null, busy: false }, statuses: { items: [], cursor: null, busy: false } };

  /** @param {'calls' | 'statuses'} source */
  async function read(source) {
    const list = lists[source];
    list.busy = true;
    modal.draw();
    try {
      const query = { ...asked, ...(list.cursor ? { cursor: list.cursor } : {}) };
      const found = await (source === 'calls' ? api.figureCalls(page, query) : api.figureStatuses(page, query));
      figure = found.figure;
      list.items = [...list.items, ...found.items];
      list.cursor = found.next_cursor;
    } catch (error) {
      failure = error;
    }
    list.busy = false;
    modal.draw();
  }

  const modal = openModal({ id: 'figure', close: t('explain.close'), view: () => ({
    title: figure ? t('figure.made_of', { item: figure.column.label[language()] }) : t('figure.loading'),
    body: html`${failure === null ? nothing : html`<p class="notice" data-kind="error" role="alert">${t('figure.failed')}: ${sentence(failure)}</p>`}
      ${figure ? parts(figure, lists, read) : failure === null ? html`<p class="loading" role="status">${t('figure.loading')}</p>` : nothing}`,
  }) });
  void read('calls').then(() => (figure?.sources.includes('statuses') ? read('statuses') : undefined));
}

/**
 * For a click on a report: one on a figure opens what it counts.
 * @param {'groups' | 'operators'} page
 * @param {Report} report
 * @returns {(event: Event) => void}
 */
export function openClicked(page, report) {
  return ({ target }) => {
    const cell = target instanceof Element ? target.closest('button.figure')?.closest('td') : null;
    if (cell instanceof HTMLElement) openFigure(figureOf(cell.dataset, page, report));
  };
}

/**
 * The figure that stands in a cell of a report.
 * @param {DOMStringMap} cell
 * @param {'groups' | 'operators'} page
 * @param {Report} report
 * @returns {Wanted}
 */
function figureOf(cell, page, { periods, profile, unit }) {
  const { begin, end } = periods[Number(cell.period)] ?? { begin: '', end: '' };
  const [from, to] = unit === 'month' ? [monthOf(begin), monthOf(end)] : [begin, end];
  return {
    page, unit, subject: cell.subject ?? '', period: `${from}..${to}`, bucket: cell.bucket ?? '',
    item: cell.column ?? '', profile: cell.profile ?? profile,
  };
}

/** @param {FigureTotal} figure @param {Record<'calls' | 'statuses', List>} lists @param {(source: 'calls' | 'statuses') => void} read */
function parts(figure, lists, read) {
  const whole = figure.d !== null;
  const bucket = figure.bucket ? bucketText(figure.bucket, figure.unit, language()) : '';
  return html`<p class="modal-facts"><strong>${subjectName(figure.subject)}</strong><span>${periodName(figure.period, figure.unit)}</span>${bucket ? html`<span>${bucket}</span>` : nothing}
      ${figure.profile === 'strict' ? html`<span class="tag">${t('report.profile.strict')}</span>` : nothing}</p>
    <dl class="figure-sum"><div><dt>${t('figure.value')}</dt><dd data-item="value">${reportFigure(figure.value, figure.column.unit)}</dd></div>
      ${whole ? html`<div><dt>${t('figure.n')}</dt><dd data-item="n">${amount(figure.n, figure.n_time)}</dd></div><div><dt>${t('figure.d')}</dt><dd data-item="d">${amount(figure.d, figure.d_time)}</dd></div>` : nothing}</dl>
    <p class="muted">${figure.column.explanation[language()]}</p>
    ${figure.sources.map((source) => html`<section data-source=${source}>${figure.sources.length > 1 ? html`<h3>${t(`figure.${source}`)}</h3>` : nothing}
      ${list(figure, source, lists[source], () => read(source))}</section>`)}`;
}

/** @param {FigureTotal} figure @param {'calls' | 'statuses'} source @param {List} found @param {() => void} more */
function list(figure, source, found, more) {
  const of = source === 'calls' ? calls(figure) : statuses(figure);
  const tail = html`${found.busy ? html`<p class="loading" role="status">${t('figure.loading')}</p>` : nothing}
    ${found.cursor && !found.busy ? html`<button type="button" class="more" data-action="more" @click=${more}>${t('figure.more')}</button>` : nothing}`;
  if (found.items.length === 0) return found.busy || found.cursor ? tail : html`<p class="muted" data-item="none">${t('figure.none')}</p>`;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t(`figure.${source}`)}><table class="parts"><thead>${headRow(figure, source, of.heads)}</thead>
    <tbody>${found.items.map(of.row)}</tbody></table></div>${tail}`;
}

/** @param {FigureTotal} figure @param {'calls' | 'statuses'} source @param {string[]} heads */
function headRow(figure, source, heads) {
  const ends = figure.d === null ? ['part_n'] : ['part_n', 'part_d'];
  return html`<tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}${ends.map((id) => html`<th scope="col" class="end">${t(`figure.${id}`)}</th>`)}
    ${source === 'calls' && mayExplain() ? html`<td></td>` : nothing}</tr>`;
}

function mayExplain() {
  return app.session !== null && mayHistory(app.session);
}

/** @param {number | null} value @param {boolean} time */
function amount(value, time) {
  return value !== null && time ? duration(value / 1000) : count(value);
}

/** @param {FigureTotal} figure @param {{ n: number, d: number }} part */
function gives(figure, { n, d }) {
  return html`<td class="digits end" data-item="n">${amount(n, figure.n_time)}</td>${figure.d === null ? nothing : html`<td class="digits end" data-item="d">${amount(d, figure.d_time)}</td>`}`;
}

/** @param {FigureTotal} figure */
function calls(figure) {
  const heads = [t('figure.at'), t('history.direction'), t('figure.other'), t('history.group'), t('figure.operator'), t('history.result')];
  /** @param {FigureCall} call */
  const row = (call) => html`<tr data-call=${call.call}>
    <th scope="row">${dateTime(call.at, language(), siteZone())}</th><td>${t(`direction.${call.direction}`)}</td>
    <td class="digits">${call.direction === 'outbound' ? displayNumber(call.to_number) : partyNumber({ number: call.from_number, caller_id: call.caller_id })}</td>
    <td>${call.group_name || NONE}</td><td>${call.operator_name || NONE}</td><td data-result=${call.result}>${codeText('result', call.result)}</td>${gives(figure, call)}
    ${mayExplain() ? html`<td><button type="button" class="link" data-action="explain" @click=${() => openExplanation(call.call)}>${t('explain.button')}</button></td>` : nothing}</tr>`;
  return { heads, row };
}

/** @param {FigureTotal} figure */
function statuses(figure) {
  const heads = [t('history.from_time'), t('history.to_time'), t('figure.operator'), t('figure.status'), t('figure.length')];
  /** @param {FigureStatus} one */
  const row = (one) => html`<tr data-span=${one.id}>
    <th scope="row">${dateTime(one.began_at, language(), siteZone())}</th>
    <td class="digits">${one.ended_at ? dateTime(one.ended_at, language(), siteZone()) : t('figure.running')}</td>
    <td>${one.operator_name || NONE}</td><td>${one.label[language()]}</td><td class="digits">${duration(one.ms / 1000)}</td>${gives(figure, one)}</tr>`;
  return { heads, row };
}
