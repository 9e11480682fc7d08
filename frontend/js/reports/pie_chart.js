/** 集計項目円グラフ(合計時間): how each operator's time is shared among the statuses, with means and totals (F7.5). */

/** @import { Report, ReportColumn, ReportRow } from '../api/types' */

import { html, nothing, svg } from 'lit-html';
import { statusName } from '../app.js';
import { language, t } from '../i18n.js';
import { figureCell } from './figure_cell.js';
import { reportFigure } from './figures.js';
import { onCircle, slicePath } from './marks.js';
import { slices } from './series.js';
import { periodName, subjectName } from './titles.js';

/** @typedef {{ id: string, name: string, total: number, mean: number, share: number }} StatusPart places of its columns */

/** From which share a slice has room for its number. */
const ROOM = 0.05;

/** The statuses that a report has all figures of. @param {Report} report @returns {StatusPart[]} */
export function statusParts(report) {
  /** @param {string} item @param {string} status */
  const place = (item, status) => report.columns.findIndex((column) => column.item === item && column.status === status);
  return report.columns.filter(({ item }) => item === 'status_total').map(({ status, label }) => ({
    id: status,
    name: statusName(status) === status ? label[language()] : statusName(status),
    total: place('status_total', status),
    mean: place('status_avg', status),
    share: place('status_share', status),
  }));
}

/**
 * @param {ReportRow} row
 * @param {StatusPart[]} parts
 */
function sizesOf(row, parts) {
  const sizes = parts.map(({ total }) => row.n[total] ?? 0);
  const whole = Math.max(0, ...parts.map(({ share }) => row.d[share] ?? 0));
  const rest = whole - sizes.reduce((sum, size) => sum + size, 0);
  return [...sizes, Math.max(0, rest)];
}

/**
 * @param {ReportRow} row
 * @param {StatusPart[]} parts
 * @param {string} name whose
 */
function pie(row, parts, name) {
  const sizes = sizesOf(row, parts);
  const cuts = slices(sizes);
  const none = sizes.every((size) => size === 0);
  /** @param {number} at */
  const label = (at) => (at < parts.length ? parts[at]?.name ?? '' : t('report.other_statuses'));
  return html`<figure class="pie"><svg viewBox="-104 -104 208 208" role="img" aria-label=${t('report.pie_of', { name })}>
    ${none ? svg`<circle class="empty-pie" r="100"/>` : cuts.map((slice, at) => {
      if (slice.to <= slice.from) return nothing;
      const middle = onCircle((slice.from + slice.to) / 2, 72);
      const share = reportFigure(Math.trunc((slice.to - slice.from) * 1000) / 10, 'percent');
      return svg`<g data-status=${at < parts.length ? parts[at]?.id : ''}><path d=${slicePath(slice, 100)}><title>${`${label(at)} ${share}`}</title></path>
        ${slice.to - slice.from >= ROOM && at < parts.length ? svg`<text x=${middle.x} y=${middle.y + 4} text-anchor="middle">${at + 1}</text>` : nothing}</g>`;
    })}</svg><figcaption>${name}${none ? html`<small>${t('report.no_time')}</small>` : nothing}</figcaption></figure>`;
}

/** @param {Report} report */
export function pieCharts(report) {
  const parts = statusParts(report);
  const { subjects, periods, totals, unit } = report;
  if (parts.length === 0) return html`<p class="empty">${t('report.no_status_items')}</p>`;
  return html`<ol class="legend statuses" aria-label=${t('report.legend')}>${parts.map(({ id, name }, at) => html`<li><span class="slice-key" data-status=${id}>${at + 1}</span>${name}</li>`)}
    ${totals.some((row) => (sizesOf(row, parts).at(-1) ?? 0) > 0) ? html`<li><span class="slice-key" data-status=""></span>${t('report.other_statuses')}</li>` : nothing}</ol>
  <div class="pies" ?data-many=${totals.length > 10}>${totals.map((row) => {
    const subject = subjects[row.subject];
    const period = periods[row.period];
    if (!subject || !period) return nothing;
    return pie(row, parts, periods.length > 1 ? t('report.line', { subject: subjectName(subject), period: periodName(period, unit) }) : subjectName(subject));
  })}</div>`;
}

/** 平均 and 合計 (%) of every status. @param {Report} report */
export function statusTable(report) {
  const parts = statusParts(report);
  const { subjects, periods, totals, columns, unit } = report;
  if (parts.length === 0) return nothing;
  /** @param {number} at @param {ReportRow} row @param {string} subject @param {unknown} [more] */
  const cell = (at, row, subject, more) => figureCell({ column: /** @type {ReportColumn} */ (columns[at]), at, row, subject, more });
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('report.pie')}><table class="values" data-item="statuses"><caption class="visually-hidden">${t('report.pie')}</caption>
    <thead><tr><th scope="col" rowspan="2" class="corner">${t('report.name')}</th>${periods.length > 1 ? html`<th scope="col" rowspan="2">${t('report.period')}</th>` : nothing}
      ${parts.map(({ id, name }, at) => html`<th scope="colgroup" colspan="2"><span class="slice-key" data-status=${id}>${at + 1}</span>${name}</th>`)}</tr>
      <tr>${parts.map(() => html`<th scope="col">${t('report.mean')}</th><th scope="col">${t('report.total_share')}</th>`)}</tr></thead>
    <tbody>${subjects.map((subject, number) => periods.map((period, which) => {
      const row = totals[which * subjects.length + number];
      if (!row) return nothing;
      return html`<tr data-row=${subject.id}><th scope="row">${subjectName(subject)}</th>${periods.length > 1 ? html`<td class="date">${periodName(period, unit)}</td>` : nothing}
        ${parts.map(({ total, mean, share }) => html`${cell(mean, row, subject.id)}${cell(total, row, subject.id, html` <small>(${reportFigure(row.values[share], 'percent')})</small>`)}`)}</tr>`;
    }))}</tbody></table></div>`;
}
