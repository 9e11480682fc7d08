/** Figures as a screen shows them (`rules.md`, Formats; `metrics.md`, Items). Pure. */

/** Shown where a figure has no value, e.g. a mean of nothing. */
export const NONE = '—';

/**
 * Whole seconds as `HH:MM:SS`, hours with more digits where they need them.
 * @param {number | null | undefined} seconds
 * @returns {string}
 */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return NONE;
  const whole = Math.max(0, Math.trunc(seconds));
  const parts = [Math.trunc(whole / 3600), Math.trunc(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/**
 * A percentage with one decimal; the API has truncated it already.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function percent(value) {
  if (value === null || value === undefined) return NONE;
  // The small addend undoes binary rounding such as 0.1 + 0.2 without ever lifting a truncated digit.
  return `${(Math.trunc(value * 10 + 1e-6) / 10).toFixed(1)}%`;
}

/**
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function count(value) {
  if (value === null || value === undefined) return NONE;
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** @import { Unit } from '../api/types' */

/**
 * @param {number | null | undefined} value
 * @param {Unit} unit
 * @returns {string}
 */
export function figure(value, unit) {
  if (unit === 'seconds') return duration(value);
  return unit === 'percent' ? percent(value) : count(value);
}

/**
 * `2026/11/23(月) 14:05:09` in the site's time zone.
 * @param {string} time RFC 3339
 * @param {string} language BCP 47; gives the weekday's name
 * @param {string} zone IANA name
 * @returns {string}
 */
export function dateTime(time, language, zone) {
  const parts = new Intl.DateTimeFormat(language, {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short',
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(time));
  /** @param {string} type */
  const part = (type) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}/${part('month')}/${part('day')}(${part('weekday')}) `
    + `${part('hour')}:${part('minute')}:${part('second')}`;
}

/**
 * @param {string} time RFC 3339
 * @param {string} zone IANA name
 * @returns {string} `14:05:09`
 */
export function timeOfDay(time, zone) {
  return new Intl.DateTimeFormat('ja', {
    timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).format(new Date(time));
}
