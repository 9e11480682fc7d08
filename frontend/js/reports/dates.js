/** Business days and months as the API writes them (`2026-11-23`, `2026-11`), and the grids they are picked from. Pure. */

/** @typedef {'day' | 'month'} Grain */

/**
 * @param {number} year
 * @param {number} month 1–12, or beyond: then of another year
 * @param {number} [day] likewise
 */
function utc(year, month, day = 1) {
  return new Date(Date.UTC(year, month - 1, day));
}

/** @param {Date} date */
const iso = (date) => date.toISOString().slice(0, 10);

/** @param {string} text a day or month */
export function parts(text) {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}

/** @param {string} day @param {number} count */
export function addDays(day, count) {
  const { year, month, day: number } = parts(day);
  return iso(utc(year, month, number + count));
}

/** The month some months later. @param {string} text a day or month @param {number} count @returns {string} a month */
export function addMonths(text, count) {
  const { year, month } = parts(text);
  return iso(utc(year, month + count)).slice(0, 7);
}

/** @param {string} text a day or month */
export const monthOf = (text) => text.slice(0, 7);

/** @param {string} month */
export const firstDay = (month) => `${month.slice(0, 7)}-01`;

/** @param {string} month */
export function lastDay(month) {
  return addDays(firstDay(addMonths(month, 1)), -1);
}

/**
 * The same day some months later, or the last of that month where it is shorter.
 * @param {string} day
 * @param {number} count
 */
export function sameDay(day, count) {
  const last = lastDay(addMonths(day, count));
  const wanted = `${last.slice(0, 8)}${day.slice(8)}`;
  return wanted < last ? wanted : last;
}

/** The day that it is somewhere. @param {string} zone IANA name @param {number} at ms since the epoch */
export function dayIn(zone, at) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** The weeks of a month, from Sunday; "" where a day is of another month. @param {string} month */
export function weeks(month) {
  const first = firstDay(month);
  const { year, month: number, day: count } = parts(lastDay(month));
  const lead = utc(year, number).getUTCDay();
  const cells = Array.from({ length: Math.ceil((lead + count) / 7) * 7 }, (_, at) => (at < lead || at >= lead + count ? '' : addDays(first, at - lead)));
  return Array.from({ length: cells.length / 7 }, (_, at) => cells.slice(at * 7, at * 7 + 7));
}

/** The months of a year in rows of four. @param {number} year */
export function monthRows(year) {
  return [0, 4, 8].map((from) => [1, 2, 3, 4].map((at) => `${String(year).padStart(4, '0')}-${String(from + at).padStart(2, '0')}`));
}

/**
 * Where a key leads from a day or month; the same where it leads nowhere.
 * @param {string} value
 * @param {Grain} grain
 * @param {string} key as in `KeyboardEvent.key`
 * @param {boolean} shift
 * @returns {string | null} null: no key of the grid
 */
export function stepTo(value, grain, key, shift) {
  if (grain === 'month') {
    const { month } = parts(value);
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -4, ArrowDown: 4, PageUp: -12, PageDown: 12, Home: 1 - month, End: 12 - month };
    return key in steps ? addMonths(value, steps[key] ?? 0) : null;
  }
  const { year, month, day } = parts(value);
  const weekday = utc(year, month, day).getUTCDay();
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -weekday, End: 6 - weekday };
  if (key in steps) return addDays(value, steps[key] ?? 0);
  if (key !== 'PageUp' && key !== 'PageDown') return null;
  return sameDay(value, (key === 'PageUp' ? -1 : 1) * (shift ? 12 : 1));
}

/** Making one takes longer than using it. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} text a day or month
 * @param {string} language BCP 47
 * @param {Intl.DateTimeFormatOptions} options
 */
function written(text, language, options) {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
  formats.set(key, format);
  const { year, month, day } = parts(text);
  return format.format(utc(year, month, day));
}

/** `2026年11月`, `November 2026`. @param {string} month @param {string} language */
export const monthText = (month, language) => written(month, language, { year: 'numeric', month: 'long' });

/** `11月`, `Nov`. @param {string} month @param {string} language */
export const shortMonth = (month, language) => written(month, language, { month: 'short' });

/** For ears, with `shortMonth` in it: `2026年11月`, `Nov 2026`. @param {string} month @param {string} language */
export const spokenMonth = (month, language) => written(month, language, { year: 'numeric', month: 'short' });

/** For ears: `2026年11月23日月曜日`. @param {string} day @param {string} language */
export const longDay = (day, language) => written(day, language, { dateStyle: 'full' });

/** `月`, `Mon`. @param {string} day @param {string} language @param {'short' | 'long'} [length] */
export const weekdayOf = (day, language, length = 'short') => written(day, language, { weekday: length });

/** `2026/11/23(月)`. @param {string} day @param {string} language */
export const dayText = (day, language) => `${day.replaceAll('-', '/')}(${weekdayOf(day, language)})`;

/** The name of a weekday. @param {number} number 1 (Monday) to 7 @param {string} language @param {'short' | 'long'} [length] */
export const weekdayName = (number, language, length = 'short') => weekdayOf(`2024-01-0${number}`, language, length);
