/** The columns of the boards, as the metric registry (`/api/metrics`) gives them: which, in which order, how called. */

/** @import { MetricList, Unit } from '../api/types' */
/**
 * @typedef {object} Column
 * @property {string} id
 * @property {Unit} unit
 * @property {{ ja: string, en: string }} label
 * @property {{ ja: string, en: string }} explanation
 * @property {boolean} opens whether its figures open what they count (F7.9)
 */

/** Items that a table shows in a column of its own making. */
const LEADING = new Set(['elapsed']);

/**
 * @param {MetricList} metrics
 * @param {'board' | 'board_operator'} table 全体 and groups, or operators
 * @param {boolean} [may] whether the user may see what figures count
 * @returns {Column[]}
 */
export function boardColumns({ items, columns }, table, may = false) {
  const known = new Map(items.map((item) => [item.id, item]));
  return (columns[table] ?? []).flatMap((id) => {
    const item = known.get(id);
    return item && !LEADING.has(id) ? [{ id, unit: item.unit, label: item.label, explanation: item.explanation, opens: may && item.counted }] : [];
  });
}

/**
 * @param {Column[]} columns
 * @param {readonly string[]} hidden items that the user does not want to see (F3.5)
 * @returns {Column[]}
 */
export function shownColumns(columns, hidden) {
  return columns.filter(({ id }) => !hidden.includes(id));
}

/** What a figure needs at least, in rem. @type {Record<Unit, number>} */
const FIGURES = { count: 3.25, percent: 4.25, per_hour: 4.25, seconds: 4.75 };
/** Of a heading's type, in rem; a Latin letter is little more than half as wide as a Japanese one. */
const HEADING = 0.75;
const LATIN = 0.57;

/** @param {string} text @returns {number} in characters of full width */
function textWidth(text) {
  return [...text].reduce((sum, character) => sum + (/[ -\u024f]/u.test(character) ? LATIN : 1), 0);
}

/**
 * How wide a column is: as its figures, or the longest piece of its heading that stays on one line.
 * @param {Pick<Column, 'unit' | 'label'>} column
 * @param {'ja' | 'en'} language
 * @param {string} word see `headingParts`
 * @returns {number} rem
 */
export function columnWidth({ unit, label }, language, word) {
  const { parts, side } = headingParts(label[language], word);
  const pieces = [...parts.flatMap((part) => part.split(/[ -]/)), side];
  return Math.max(FIGURES[unit], Math.max(...pieces.map(textWidth)) * HEADING + 0.5);
}

/**
 * A heading in pieces between which its line may be broken: Japanese has no blanks to break at.
 * @param {string} label
 * @param {string} word before which a line may begin; "" = none
 * @returns {{ parts: string[], side: string }} `side`: the bracket at its end, kept whole
 */
export function headingParts(label, word) {
  const [, main = '', side = ''] = /^(.*?)(\s*\([^()]*\))?$/.exec(label) ?? [];
  const at = word ? main.indexOf(word, 1) : -1;
  return { parts: at < 0 ? [main] : [main.slice(0, at), main.slice(at)], side };
}
