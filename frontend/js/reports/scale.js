/** The scales of charts: round steps for counts, percentages, rates and times. Pure. */

/** @import { Unit } from '../api/types' */

/** Steps at which times are round, seconds. */
const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** The smallest of 1, 2, 5 × 10ⁿ that is not below. @param {number} rough */
function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** @param {number} rough @param {Unit} unit */
function stepFor(rough, unit) {
  if (unit === 'seconds') {
    const found = TIMES.find((one) => one >= rough);
    return found ?? roundStep(rough / 86_400) * 86_400;
  }
  // Figures have one decimal at most: finer steps would have the same label.
  return Math.max(unit === 'count' ? 1 : 0.1, roundStep(rough));
}

/** What an axis ends at that has no figures, or nothing but 0. @type {Record<Unit, number>} */
const LEAST = { count: 4, percent: 100, per_hour: 1, seconds: 60 };

/**
 * The steps of an axis from 0 to just above the largest figure.
 * @param {number} largest
 * @param {Unit} unit
 * @param {number} [wanted] about how many steps
 * @returns {number[]}
 */
export function ticks(largest, unit, wanted = 5) {
  const top = largest > 0 ? largest : LEAST[unit];
  const step = stepFor(top / wanted, unit);
  const count = Math.ceil(top / step - 1e-9);
  // Rounded, for 3 × 0.1 is not 0.3.
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toFixed(6)));
}

/**
 * Every how many buckets a label has room.
 * @param {number} count of buckets
 * @param {number} width px of the axis
 * @param {number} each px that a label needs
 */
export function labelEvery(count, width, each) {
  return Math.max(1, Math.ceil((count * each) / Math.max(width, 1)));
}
