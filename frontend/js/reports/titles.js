/** What a report's subjects and periods are called. */

/** @import { Report, ReportPeriod, ReportSubject } from '../api/types' */
/** @import { Line } from './series.js' */

import { language, t } from '../i18n.js';
import { dayText, monthOf, monthText } from './dates.js';
import { OTHER, WHOLE } from './wish.js';

/** @param {{ id: string, name: string, deleted?: boolean }} subject */
export function subjectName({ id, name, deleted = false }) {
  if (id === WHOLE) return t('report.whole');
  if (id === OTHER) return t('report.other');
  return deleted ? t('report.deleted', { name }) : name;
}

/** @param {ReportPeriod} period @param {Report['unit']} unit */
export function periodName({ begin, end }, unit) {
  /** @param {string} day */
  const text = (day) => (unit === 'month' ? monthText(monthOf(day), language()) : dayText(day, language()));
  return text(begin) === text(end) ? text(begin) : t('report.from_to', { from: text(begin), to: text(end) });
}

/**
 * A line of a chart: only what tells it from the others.
 * @param {Report} report
 * @param {Line} line
 */
export function lineName(report, { period, subject }) {
  const of = /** @type {ReportPeriod} */ (report.periods[period]);
  const whose = /** @type {ReportSubject} */ (report.subjects[subject]);
  if (report.periods.length === 1) return subjectName(whose);
  return report.subjects.length === 1 ? periodName(of, report.unit) : t('report.line', { subject: subjectName(whose), period: periodName(of, report.unit) });
}
