/** The figures of one item: buckets below each other, subjects and periods side by side, totals at the end (F7.5). */

/** @import { Report, ReportColumn, ReportPeriod, ReportSubject } from '../api/types' */
/** @import { Layout, Line } from './series.js' */

import { html, nothing } from 'lit-html';
import { language, t } from '../i18n.js';
import { figureCell } from './figure_cell.js';
import { bucketText, difference } from './figures.js';
import { periodName, subjectName } from './titles.js';

/**
 * @param {object} table
 * @param {Layout} table.layout
 * @param {number} table.at the column's place
 * @param {ReportColumn} table.column
 * @param {Layout | null} table.other the same by the other definitions, to be compared with
 */
export function valueTable({ layout, at, column, other }) {
  const { report, lines } = layout;
  const width = other ? 3 : 1;
  /** Whether each period needs dates of its own. */
  const dated = !layout.aligned;
  /** @param {number} period @param {number} number of the bucket */
  const dates = (period, number) => (dated ? html`<td class="date">${layout.bucket(period, number) ? bucketText(layout.bucket(period, number), report.unit, language()) : ''}</td>` : nothing);

  /** @param {Line} line @param {(of: Layout, line: Line) => import('../api/types').ReportRow | undefined} rowOf */
  function cells(line, rowOf) {
    const subject = report.subjects[line.subject]?.id ?? '';
    const row = rowOf(layout, line);
    const own = figureCell({ column, at, row, subject, ...(other ? { profile: report.profile } : {}) });
    if (!other) return own;
    const theirs = rowOf(other, line);
    return html`${own}${figureCell({ column, at, row: theirs, subject, profile: other.report.profile })}
      <td class="difference">${row && theirs ? difference(theirs.values[at], row.values[at], column.unit) : ''}</td>`;
  }

  /** @param {number} number @param {(of: Layout, line: Line) => import('../api/types').ReportRow | undefined} rowOf */
  const figures = (number, rowOf) => report.periods.map((_, period) => html`${number < 0 ? dated ? html`<td class="date"></td>` : nothing : dates(period, number)}
    ${lines.filter((line) => line.period === period).map((line) => cells(line, rowOf))}`);

  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('report.values', { item: column.label[language()] })}>
    <table class="values" data-item="values"><caption class="visually-hidden">${column.label[language()]}</caption>
      <thead>${heads(report, width, dated, other?.report.profile)}</thead>
      <tbody>${Array.from({ length: layout.length }, (_, number) => html`<tr data-row=${layout.bucket(0, number)}>
        <th scope="row">${dated ? t('report.ordinal', { number: number + 1 }) : bucketText(layout.bucket(0, number), report.unit, language())}</th>
        ${figures(number, (of, line) => of.row(line, number))}</tr>`)}</tbody>
      <tfoot><tr data-row="total"><th scope="row">${t('report.total')}</th>${figures(-1, (of, line) => of.total(line))}</tr></tfoot>
    </table></div>`;
}

/**
 * @param {Report} report
 * @param {number} width columns of a figure
 * @param {boolean} dated
 * @param {string | undefined} profile the other, where figures are compared
 */
function heads(report, width, dated, profile) {
  const { periods, subjects, unit } = report;
  const rows = 1 + Number(periods.length > 1) + Number(width > 1);
  const corner = html`<th scope="col" rowspan=${rows} class="corner">${t(dated ? 'report.number' : `report.unit.${unit}`)}</th>`;
  /** @param {ReportPeriod} period */
  const ofPeriod = (period) => html`<th scope="colgroup" colspan=${subjects.length * width + Number(dated)}>${periodName(period, unit)}</th>`;
  /** @param {ReportSubject} subject */
  const ofSubject = (subject) => html`<th scope=${width > 1 ? 'colgroup' : 'col'} colspan=${width}>${subjectName(subject)}</th>`;
  const named = periods.map(() => html`${dated ? html`<th scope="col" rowspan=${width > 1 ? 2 : 1} class="date">${t(`report.unit.${unit}`)}</th>` : nothing}${subjects.map(ofSubject)}`);
  const profiles = [report.profile, profile ?? ''].map((one) => html`<th scope="col">${one ? t(`report.profile.${one}`) : ''}</th>`);
  return html`${periods.length > 1 ? html`<tr>${corner}${periods.map(ofPeriod)}</tr><tr>${named}</tr>` : html`<tr>${corner}${named}</tr>`}
    ${width > 1 ? html`<tr>${periods.map(() => subjects.map(() => html`${profiles}<th scope="col">${t('report.difference')}</th>`))}</tr>` : nothing}`;
}
