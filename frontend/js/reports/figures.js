/** Figures and buckets of reports as a person reads them. Pure. */

/** @import { ReportUnit, Unit } from '../api/types' */

import { count, duration, NONE, percent } from '../state/format.js';
import { dayText, monthText, parts, shortMonth, weekdayName, weekdayOf } from './dates.js';

/**
 * @param {number | null | undefined} value
 * @param {Unit} unit
 * @returns {string}
 */
export function reportFigure(value, unit) {
  if (value === null || value === undefined) return NONE;
  if (unit === 'seconds') return duration(value);
  if (unit === 'percent') return percent(value);
  return unit === 'per_hour' ? value.toFixed(1) : count(value);
}

/**
 * A step of an axis: shorter than a figure.
 * @param {number} value
 * @param {Unit} unit
 */
export function tickText(value, unit) {
  if (unit === 'percent') return `${Number(value.toFixed(1))}%`;
  if (unit === 'seconds') return duration(value).replace(/^0(?=\d:)/, '');
  return unit === 'per_hour' ? String(Number(value.toFixed(2))) : count(value);
}

/**
 * How much one figure is above another, with its sign.
 * @param {number | null | undefined} value
 * @param {number | null | undefined} other
 * @param {Unit} unit
 */
export function difference(value, other, unit) {
  if (value === null || value === undefined || other === null || other === undefined) return NONE;
  const apart = Number((value - other).toFixed(1));
  if (apart === 0) return '±0';
  return `${apart > 0 ? '+' : '−'}${reportFigure(Math.abs(apart), unit)}`;
}

/**
 * A bucket in a table.
 * @param {string} bucket as the API names it
 * @param {ReportUnit} unit
 * @param {string} language
 */
export function bucketText(bucket, unit, language) {
  switch (unit) {
    case 'month': return monthText(bucket, language);
    case 'day': return dayText(bucket, language);
    case 'weekday': return weekdayName(Number(bucket), language, 'long');
    case 'hour': return hourText(bucket);
    default: return `${dayText(bucket.slice(0, 10), language)} ${hourText(bucket.slice(11))}`;
  }
}

/** @param {string} hour `09` */
function hourText(hour) {
  return `${hour}:00–${hour}:59`;
}

/**
 * The same under an axis, where there is little room.
 * @param {string} bucket
 * @param {ReportUnit} unit
 * @param {string} language
 */
export function shortBucket(bucket, unit, language) {
  const { year, month, day } = parts(bucket.slice(0, 10));
  switch (unit) {
    case 'month': return month === 1 ? monthText(bucket, language) : shortMonth(bucket, language);
    case 'day': return `${month}/${day}(${weekdayOf(bucket, language)})`;
    case 'weekday': return weekdayName(Number(bucket), language);
    case 'hour': return `${year}:00`;
    default: return `${month}/${day} ${Number(bucket.slice(11))}:00`;
  }
}
