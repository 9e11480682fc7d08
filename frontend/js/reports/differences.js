/** Where the two ways to count come to different figures, and because of which calls (F7.9). */

/** @import { Differences, Report } from '../api/types' */

import { html, nothing } from 'lit-html';
import { api } from '../api/client.js';
import { sentence } from '../app.js';
import { language, t } from '../i18n.js';
import { bucketText, difference, reportFigure } from './figures.js';
import { periodName, subjectName } from './titles.js';
import { toQuery } from './wish.js';

/** @typedef {import('./wish.js').Page} Page */
/** @typedef {import('./wish.js').Wish} Wish */
/** @typedef {Differences['rows'][number]} Row */

/** The differences of the report that is shown: read when they are looked at for the first time. */
export class ReportDifferences {
  /** @type {Report | null} */
  #report = null;
  /** @type {Differences | null} */
  #found = null;
  /** @type {unknown} */
  #failure = null;
  #page;
  #draw;

  /** @param {Page} page @param {() => void} draw */
  constructor(page, draw) {
    this.#page = page;
    this.#draw = draw;
  }

  /** @param {Report} report @param {Wish} asked what it was asked for by */
  async #read(report, asked) {
    this.#report = report;
    this.#found = null;
    this.#failure = null;
    try {
      const found = await api.differences(this.#page, toQuery(this.#page, { ...asked, profile: 'manual' }));
      if (report === this.#report) this.#found = found;
    } catch (error) {
      if (report === this.#report) this.#failure = error;
    }
    this.#draw();
  }

  /** @param {Report} report @param {Wish} asked */
  view(report, asked) {
    if (report !== this.#report) void this.#read(report, asked);
    return html`<header class="report-head"><div><h2>${t('report.differences')}</h2><p data-item="definition">${t('report.differences.explained')}</p></div></header>
      ${this.#found ? tables(this.#found) : this.#failure === null ? html`<p class="loading" role="status">${t('report.loading')}</p>`
        : html`<div class="notice" data-kind="error" role="alert"><div><strong>${sentence(this.#failure)}</strong></div>
          <button type="button" @click=${() => void this.#read(report, asked)}>${t('failure.retry')}</button></div>`}`;
  }
}

/** @param {Differences} found */
function tables(found) {
  const same = found.subjects.filter((_, subject) => !found.rows.some((row) => row.subject === subject));
  return html`${found.periods.map((_, period) => found.subjects.map((__, subject) => part(found, period, subject)))}
    ${same.length > 0 ? html`<p class="muted" data-item="same">${t('report.differences.none', { subjects: same.map(subjectName).join(t('report.and')) })}</p>` : nothing}`;
}

/** One subject in one period: the whole of it, and its buckets where one wants to know when. @param {Differences} found @param {number} period @param {number} subject */
function part(found, period, subject) {
  const own = found.rows.filter((row) => row.subject === subject && row.period === period);
  if (own.length === 0) return nothing;
  const whose = /** @type {Differences['subjects'][number]} */ (found.subjects[subject]);
  const when = /** @type {Differences['periods'][number]} */ (found.periods[period]);
  const wholes = own.filter(({ bucket }) => bucket === '');
  const rows = own.filter(({ bucket }) => bucket !== '');
  const name = [subjectName(whose), ...(found.periods.length > 1 ? [periodName(when, found.unit)] : [])].join(' ');
  return html`<section class="panel differences" data-subject=${whose.id} data-period=${period}><h3>${name}</h3>
    ${wholes.length > 0 ? table(found, wholes, name) : nothing}
    ${rows.length > 0 ? html`<details><summary>${t('report.differences.buckets', { unit: t(`report.unit.${found.unit}`) })}</summary>${table(found, rows, name)}</details>` : nothing}</section>`;
}

/** @param {Differences} found @param {Row[]} rows @param {string} name */
function table(found, rows, name) {
  const dated = rows.some(({ bucket }) => bucket !== '');
  const label = dated ? t('report.differences.buckets', { unit: t(`report.unit.${found.unit}`) }) : t('report.differences');
  const heads = [...(dated ? [t(`report.unit.${found.unit}`)] : []), t('report.item')];
  const ends = [t('report.profile.manual'), t('report.profile.strict'), t('report.difference')];
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${`${name} ${label}`}><table class="parts">
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}${ends.map((head) => html`<th scope="col" class="end">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => row.items.map((item, at) => line(found, row, item, dated ? at : -1)))}</tbody></table></div>`;
}

/** @param {Differences} found @param {Row} row @param {Row['items'][number]} item @param {number} at its place in the bucket; -1: of the whole period */
function line(found, row, item, at) {
  const column = found.columns.find(({ id }) => id === item.column);
  if (!column) return nothing;
  const subject = found.subjects[row.subject]?.id ?? '';
  /** @param {'manual' | 'strict'} profile @param {string} text @param {string} label @param {boolean} differing */
  const figure = (profile, text, label, differing) => html`<td class="digits end" data-column=${item.column} data-bucket=${row.bucket} data-subject=${subject}
    data-period=${row.period} data-profile=${profile} data-differing=${differing ? '' : nothing}><button type="button" class="figure" aria-haspopup="dialog" title=${label}>${text}</button></td>`;
  return html`<tr data-item=${item.column}>${at < 0 ? nothing : html`<td>${at === 0 ? bucketText(row.bucket, found.unit, language()) : ''}</td>`}
    <th scope="row">${column.label[language()]}</th>
    ${figure('manual', reportFigure(item.manual, column.unit), t('report.differences.counted'), false)}${figure('strict', reportFigure(item.strict, column.unit), t('report.differences.counted'), false)}
    ${figure('manual', difference(item.strict, item.manual, column.unit), t('report.differences.why'), true)}</tr>`;
}
