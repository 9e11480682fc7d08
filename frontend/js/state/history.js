/** From the search form of a list to the filters of its route. Pure. */

import { dialable } from './phone_number.js';

/**
 * How far `zone` is ahead of UTC at a moment.
 * @param {number} at ms since the epoch
 * @param {string} zone IANA name
 * @returns {number} ms
 */
function aheadOfUtc(at, zone) {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(at));
  /** @param {string} type */
  const part = (type) => Number(parts.find((found) => found.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.trunc(at / 1000) * 1000;
}

/**
 * A wall-clock time of the site as an instant.
 * @param {string} local `2026-11-23T14:05` with or without seconds
 * @param {string} zone IANA name
 * @returns {string} RFC 3339 in UTC, "" for no time
 */
export function instant(local, zone) {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return '';
  // Twice: the first guess may lie on the other side of a change of the offset.
  const guess = asUtc - aheadOfUtc(asUtc, zone);
  return new Date(asUtc - aheadOfUtc(guess, zone)).toISOString().replace('.000', '');
}

/** What is done to the text of a field. @type {Record<string, (text: string, zone: string) => string>} */
const READ = { from: instant, to: instant, number: dialable };

/**
 * @param {Iterable<[string, unknown]>} form
 * @param {string} zone
 * @returns {Record<string, string>} only what was given
 */
export function filtersFrom(form, zone) {
  const fields = [...form].map(([name, value]) => /** @type {[string, string]} */ ([name, (READ[name] ?? ((text) => text))(String(value).trim(), zone)]));
  return Object.fromEntries(fields.filter(([, value]) => value !== ''));
}
