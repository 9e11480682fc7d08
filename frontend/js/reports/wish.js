/** What a report is asked for: in the form, in the page's address, in the API's (F7.1–F7.3). Pure. */

/** @import { ReportUnit } from '../api/types' */

import { firstDay, lastDay, monthOf } from './dates.js';

/** @typedef {'groups' | 'operators'} Page */
/** @typedef {'calls' | 'status' | 'all'} Kind 集計対象 of operators */
/** @typedef {{ begin: string, end: string }} Period days or months, "" = not chosen */
/**
 * @typedef {object} Wish
 * @property {ReportUnit} unit
 * @property {Period[]} periods
 * @property {string[]} subjects ids of groups (`*` 全体, `-` その他) or operators
 * @property {Kind} kind
 * @property {'manual' | 'strict'} profile
 * @property {string[]} items ids of columns; none: all
 */

/** @type {ReportUnit[]} */
export const UNITS = ['month', 'day', 'hour', 'weekday'];
/** @type {Kind[]} */
export const KINDS = ['calls', 'status', 'all'];
export const MAX_PERIODS = 5;
export const MAX_GROUPS = 10;
export const MAX_OPERATORS = 50;
export const WHOLE = '*';
export const OTHER = '-';

/** @param {ReportUnit} unit @returns {import('./dates.js').Grain} in which periods are picked */
export const grainOf = (unit) => (unit === 'month' ? 'month' : 'day');

/**
 * What the form shows at first: this month.
 * @param {Page} page
 * @param {string} today
 * @returns {Wish}
 */
export function firstWish(page, today) {
  const month = monthOf(today);
  return { unit: 'month', periods: [{ begin: month, end: month }], subjects: page === 'groups' ? [WHOLE] : [], kind: 'calls', profile: 'manual', items: [] };
}

/**
 * The same periods in days or months, as another unit wants them.
 * @param {Wish} wish
 * @param {ReportUnit} unit
 * @param {string} today no day after it
 * @returns {Wish}
 */
export function withUnit(wish, unit, today) {
  const [from, to] = [grainOf(wish.unit), grainOf(unit)];
  if (from === to) return { ...wish, unit };
  /** @param {string} day */
  const capped = (day) => (day > today ? today : day);
  const periods = wish.periods.map(({ begin, end }) => (to === 'month'
    ? { begin: monthOf(begin), end: monthOf(end) }
    : { begin: begin && firstDay(begin), end: end && capped(lastDay(end)) }));
  return { ...wish, unit, periods };
}

/** @param {Period} period as the API and addresses write it */
const periodText = ({ begin, end }) => (end && end !== begin ? `${begin}..${end}` : begin);

/** @param {string} text @returns {Period} */
function periodOf(text) {
  const [begin = '', end = ''] = text.split('..');
  return { begin, end: end || begin };
}

/**
 * As the API wants it, and the page's own address.
 * @param {Page} page
 * @param {Wish} wish
 * @returns {URLSearchParams}
 */
export function toQuery(page, wish) {
  const query = new URLSearchParams();
  if (page === 'operators') query.append('kind', wish.kind);
  query.append('unit', wish.unit);
  for (const period of wish.periods) query.append('period', periodText(period));
  for (const subject of wish.subjects) query.append(page === 'groups' ? 'group' : 'operator', subject);
  if (page === 'groups' || wish.kind !== 'all') for (const item of wish.items) query.append('item', item);
  if (wish.profile !== 'manual') query.append('profile', wish.profile);
  return query;
}

/**
 * @template T
 * @param {readonly T[]} known
 * @param {string | null} value
 * @returns {T | undefined}
 */
const oneOf = (known, value) => known.find((one) => one === value);

/**
 * What an address asks for.
 * @param {Page} page
 * @param {URLSearchParams} query
 * @returns {Wish | null} null: nothing
 */
export function fromQuery(page, query) {
  const unit = oneOf([...UNITS, /** @type {ReportUnit} */ ('date_hour')], query.get('unit'));
  if (!unit || !query.has('period')) return null;
  const subjects = query.getAll(page === 'groups' ? 'group' : 'operator');
  return {
    unit,
    periods: query.getAll('period').map(periodOf),
    subjects: subjects.length === 0 && page === 'groups' ? [WHOLE] : subjects,
    kind: oneOf(KINDS, query.get('kind')) ?? 'calls',
    profile: query.get('profile') === 'strict' ? 'strict' : 'manual',
    items: query.getAll('item'),
  };
}

const STATUS_ITEMS = ['status_total', 'status_avg', 'status_share'];

/**
 * What is asked for so that the pie has a status's total, mean and share where one of them is wanted.
 * @param {Page} page
 * @param {Wish} wish
 * @returns {Wish}
 */
export function withShares(page, wish) {
  if (page === 'groups' || wish.kind !== 'status') return wish;
  const items = wish.items.flatMap((item) => {
    const [kind = '', ...status] = item.split(':');
    return STATUS_ITEMS.includes(kind) ? STATUS_ITEMS.map((one) => [one, ...status].join(':')) : [item];
  });
  return { ...wish, items: [...new Set(items)] };
}

/** @param {Page} page @param {Kind} kind @returns {'group' | 'operator_calls' | 'operator_status' | 'operator_all'} as the API's list of columns names it */
export function columnKind(page, kind) {
  if (page === 'groups') return 'group';
  return kind === 'calls' ? 'operator_calls' : kind === 'status' ? 'operator_status' : 'operator_all';
}
