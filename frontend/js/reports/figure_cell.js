/** The one place where a figure of a report stands in a table. */

/** @import { ReportColumn, ReportRow } from '../api/types' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { reportFigure } from './figures.js';

/** Stands behind a figure that may still change (未確定). */
export function pendingMark() {
  return html`<abbr class="pending" title=${t('report.pending')}>※<span class="visually-hidden">${t('report.pending')}</span></abbr>`;
}

/**
 * A figure of a row: whoever wants to lead to what it counts finds here all that names it.
 * @param {object} figure
 * @param {ReportColumn} figure.column
 * @param {number} figure.at the column's place in the report
 * @param {ReportRow | undefined} figure.row undefined: there is none, the day has not come
 * @param {string} figure.subject id
 * @param {unknown} [figure.more] behind the figure, such as its share
 * @param {string} [figure.profile] of the definitions, where not those of the page
 */
export function figureCell({ column, at, row, subject, more = nothing, profile }) {
  if (!row) return html`<td class="none"></td>`;
  const value = row.values[at];
  return html`<td data-column=${column.id} data-bucket=${row.bucket} data-subject=${subject} data-period=${row.period} data-profile=${profile ?? nothing}
    ?data-nil=${value === null || value === 0}><button type="button" class="figure" aria-haspopup="dialog">${reportFigure(value, column.unit)}</button>${more}${row.pending ? pendingMark() : nothing}</td>`;
}
