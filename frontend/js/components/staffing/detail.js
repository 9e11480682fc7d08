/** The chosen half-hour: its figures, its curve; and what every figure means. */

/** @import { Achieved, SlotPlan, StaffingSlot, StaffingView } from '../../api/types' */
/** @import { Terms } from '../../state/staffing.js' */

import { html, nothing } from 'lit-html';
import { icon } from '../icons.js';
import { language, t } from '../../i18n.js';
import { dayText } from '../../reports/dates.js';
import { count, duration, NONE, percent } from '../../state/format.js';
import { endOf } from '../../state/staffing.js';
import { curve, curveTable } from './curve.js';
import { decimal, people, wait } from './figures.js';

/** @typedef {{ slot: StaffingSlot, plan: SlotPlan, points: Achieved[], terms: Terms }} Chosen */
/** A figure, its text and what is said of it in small. @typedef {[string, unknown, string]} Figure */

/** What is needed and achieved. @param {Chosen} chosen @returns {Figure[]} */
function achieved({ plan, terms }) {
  const need = plan.needed;
  const [scheduled, within] = [t('staffing.with_shrinkage', { shrinkage: terms.shrinkage }), t('staffing.within', { seconds: terms.within_s })];
  if (!need || need.agents === 0) return [['needed', people(need?.agents), ''], ['scheduled', people(plan.scheduled), scheduled]];
  return [
    ['needed', people(need.agents), ''], ['scheduled', people(plan.scheduled), scheduled],
    ['service_level', percent(need.service_level), within], ['answer', wait(need.answer_s), ''],
    ['abandonment', percent(need.abandonment), ''], ['occupancy', percent(need.occupancy), ''],
  ];
}

/** What comes in. @param {Chosen} chosen @returns {Figure[]} */
function demand({ slot, plan }) {
  const times = decimal(slot.times, Number.isInteger(slot.times) ? 0 : 1);
  return [
    ['volume', decimal(plan.volume), t('staffing.of_times', { calls: count(slot.calls), times })],
    ['handling', duration(plan.handle_s), slot.handle_own ? '' : t('staffing.groups_own')],
    ['load', decimal(plan.load, 2), t('staffing.unit.erlang')],
  ];
}

/** @param {Chosen} chosen */
export function detail(chosen) {
  const { slot, plan, points, terms } = chosen;
  const need = plan.needed;
  const when = `${t(`admin.day.${slot.weekday}`)} ${slot.begin}–${endOf(slot.begin)}`;
  return html`<h2>${when}</h2>
    <p class="visually-hidden" role="status">${when} ${t('staffing.figure.needed')} ${people(need?.agents)}</p>
    <dl class="staffing-figures">${[...achieved(chosen), ...demand(chosen)].map(([id, text, more]) => html`<div data-item=${id}><dt>${t(`staffing.figure.${id}`)}</dt><dd>${text}${more ? html` <small>${more}</small>` : nothing}</dd></div>`)}</dl>
    ${need === null ? html`<div class="notice" data-kind="error">${icon('alert')}<div>${t('staffing.unreachable')}</div></div>` : nothing}
    ${points.length > 0 && need ? html`<h3>${t('staffing.curve')}</h3>${curve(points, need.agents, terms.level)}${curveTable(points, need.agents)}` : nothing}`;
}

/** @param {string} date */
const day = (date) => dayText(date, language());

/** What was observed in the period. @param {StaffingView} view */
export function observed(view) {
  const { patience } = view;
  const text = patience.mean_s === null ? t('staffing.patience_unknown', { abandoned: patience.abandoned, needed: patience.min_abandoned })
    : t('staffing.patience_limits', { low: duration(patience.low_s), high: duration(patience.high_s), abandoned: count(patience.abandoned), waits: count(patience.waits) });
  /** @type {[string, string, string][]} */
  const figures = [
    ['calls', count(view.calls), t('staffing.split', { answered: count(view.answered), abandoned: count(view.abandoned) })],
    ['handle', duration(view.handle_s), ''],
    ['patience', patience.mean_s === null ? NONE : duration(patience.mean_s), text],
  ];
  return html`<dl class="staffing-observed">${figures.map(([id, one, more]) => html`<div data-item=${id}><dt>${t(`staffing.observed.${id}`)}</dt><dd>${one}${more ? html` <small>${more}</small>` : nothing}</dd></div>`)}
    <div data-item="dates"><dt>${t('staffing.observed.dates')}</dt><dd>${t('report.from_to', { from: day(view.observed_from ?? view.from), to: day(view.to) })}
      <small>${[view.skipped.length > 0 ? t('staffing.skipped', { days: view.skipped.map(({ date, name }) => `${day(date)} ${name}`).join(t('staffing.comma')) }) : '',
    view.outside > 0 ? t('staffing.outside', { calls: count(view.outside) }) : ''].filter(Boolean).join(' ')}</small></dd></div></dl>`;
}

const EXPLAINED = ['volume', 'handling', 'load', 'patience', 'needed', 'scheduled', 'service_level', 'answer', 'abandonment', 'occupancy', 'erlang_a', 'erlang_c', 'limits'];

export function explanations() {
  return html`<details class="card staffing-explained"><summary>${t('staffing.explained')}</summary>
    <dl>${EXPLAINED.map((id) => html`<div><dt>${t(`staffing.term.${id}`)}</dt><dd>${t(`staffing.means.${id}`)}</dd></div>`)}</dl></details>`;
}
