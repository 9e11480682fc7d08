/** The week as a table of half-hours, the more the stronger their colour; arrows lead from one to the next. */

/** @import { SlotPlan, StaffingSlot } from '../../api/types' */
/** @import { Measure } from '../../state/staffing.js' */

import { html, nothing } from 'lit-html';
import { t } from '../../i18n.js';
import { heat, hours, MEASURES, moved, value, week } from '../../state/staffing.js';
import { cell, decimal, people } from './figures.js';

/** @typedef {{ slots: StaffingSlot[], plans: SlotPlan[], measure: Measure, chosen: number | null, choose: (place: number) => void, show: (measure: Measure) => void }} Table */

/** @param {Table} page */
export function weekTable({ slots, plans, measure, chosen, choose, show }) {
  const table = week(slots);
  const all = plans.map((plan) => value(plan, measure));
  /** @param {string} day @param {string} begin @param {number} place */
  function half(day, begin, place) {
    const plan = plans[place];
    if (!plan) return nothing;
    const label = `${t(`admin.day.${day}`)} ${begin} ${t(`staffing.measure.${measure}`)} ${measure === 'needed' ? people(plan.needed?.agents) : cell(plan, measure)}`;
    return html`<button type="button" data-place=${place} data-slot=${`${day} ${begin}`} data-heat=${measure === 'service_level' ? 0 : heat(value(plan, measure), all)}
      aria-label=${label} aria-pressed=${place === chosen ? 'true' : 'false'} tabindex=${place === chosen ? 0 : -1} @click=${() => choose(place)}>${cell(plan, measure)}</button>`;
  }
  /** @param {KeyboardEvent} event */
  function key(event) {
    if (chosen === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(table, chosen, event.key);
    if (next === null) return;
    event.preventDefault();
    choose(next);
    /** @type {HTMLElement} */ (event.currentTarget).querySelector(/** @type {'button'} */ (`button[data-place="${next}"]`))?.focus();
  }
  return html`<div class="panel-head"><h2>${t('staffing.week')}</h2><div class="panel-tools">
      <label class="measured"><span class="unit">${t('staffing.shown')}</span><select name="measure" @change=${(/** @type {Event} */ event) => show(/** @type {Measure} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value))}>
        ${MEASURES.map((one) => html`<option value=${one} ?selected=${one === measure}>${t(`staffing.measure.${one}`)}</option>`)}</select></label></div></div>
    <p class="hint staffing-hint">${t('staffing.table_hint')}</p>
    <div class="table-scroll"><table class="staffing-week" @keydown=${key}>
      <thead><tr><th scope="col">${t('staffing.time')}</th>${table.days.map((day) => html`<th scope="col">${t(`admin.day.${day}.short`)}</th>`)}</tr></thead>
      <tbody>${table.rows.map(({ begin, at }) => html`<tr data-begin=${begin}><th scope="row">${begin}</th>
        ${table.days.map((day) => html`<td>${at.has(day) ? half(day, begin, /** @type {number} */ (at.get(day))) : nothing}</td>`)}</tr>`)}</tbody>
      ${measure === 'needed' || measure === 'scheduled' ? html`<tfoot><tr><th scope="row">${t('staffing.hours')}</th>
        ${table.days.map((day) => html`<td data-hours=${day}>${t('staffing.of_hours', { hours: decimal(hours(slots.map((slot, place) => (slot.weekday === day && plans[place] ? value(plans[place], measure) : 0)))) })}</td>`)}</tr></tfoot>` : nothing}
    </table></div>`;
}
