/** How the figures of a plan are written. */

/** @import { SlotPlan } from '../../api/types' */
/** @import { Measure } from '../../state/staffing.js' */

import { t } from '../../i18n.js';
import { count, duration, NONE, percent } from '../../state/format.js';
import { value } from '../../state/staffing.js';

/** @param {number} change percent */
export const signed = (change) => `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change)}%`;

/** A wait of seconds rather than minutes, which a tenth of a second tells apart. @param {number | null | undefined} seconds */
export const wait = (seconds) => (seconds === null || seconds === undefined ? NONE : t('staffing.seconds', { seconds: seconds.toFixed(1) }));

/** @param {number | null | undefined} agents */
export const people = (agents) => (agents === null || agents === undefined ? NONE : t('staffing.people', { agents: count(agents) }));

/** @param {number | null} one @param {number} [digits] */
export const decimal = (one, digits = 1) => (one === null ? NONE : one.toFixed(digits));

/** A cell of the table. @param {SlotPlan} plan @param {Measure} measure */
export function cell(plan, measure) {
  const one = value(plan, measure);
  switch (measure) {
    case 'needed': case 'scheduled': return count(one);
    case 'volume': case 'load': return decimal(one);
    case 'handling': return duration(one);
    case 'service_level': return percent(one);
  }
}
