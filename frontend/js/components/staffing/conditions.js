/** What a plan is made for: group and period, target, and what if. */

/** @import { GroupInfo, StaffingView } from '../../api/types' */
/** @import { Terms } from '../../state/staffing.js' */

import { html, nothing } from 'lit-html';
import { t } from '../../i18n.js';
import { duration } from '../../state/format.js';
import { FIRST_TERMS, observedPatience } from '../../state/staffing.js';
import '../date_picker.js';
import { signed } from './figures.js';

export const WEEKS = [2, 4, 8, 13];

/** @typedef {{ group: string, weeks: string, from: string, to: string, holidays: boolean }} Choice */
/** @typedef {'level' | 'within_s' | 'max_abandonment' | 'max_occupancy'} Aim */
/** @typedef {'volume' | 'handling' | 'shrinkage' | 'patience_s'} Slider */

/** @type {Record<Aim, { min: number, max: number, step: number, unit: string, needed: boolean }>} */
export const AIMS = {
  level: { min: 1, max: 99.9, step: 0.1, unit: 'percent', needed: false },
  within_s: { min: 0, max: 600, step: 1, unit: 'seconds', needed: true },
  max_abandonment: { min: 0.1, max: 100, step: 0.1, unit: 'percent', needed: false },
  max_occupancy: { min: 50, max: 100, step: 0.1, unit: 'percent', needed: false },
};

/** @type {Record<Slider, { min: number, max: number, step: number }>} */
const SLIDERS = {
  volume: { min: -50, max: 100, step: 5 },
  handling: { min: -50, max: 100, step: 5 },
  shrinkage: { min: 0, max: 60, step: 1 },
  patience_s: { min: 10, max: 900, step: 5 },
};
/** Where the slider of the patience stands while nothing is known. */
const SOME_PATIENCE = 120;

/**
 * @param {{ choice: Choice, groups: GroupInfo[], today: string, change: (part: Partial<Choice>) => void }} page
 */
export function period({ choice, groups, today, change }) {
  /** @param {'from' | 'to'} name */
  const day = (name) => html`<div class="field"><span aria-hidden="true">${t(`staffing.${name}`)}</span><k-date data-field=${name}
    .given=${{ value: choice[name], grain: 'day', label: t(`staffing.${name}`), today, faulty: false, needed: true }}
    @pick=${(/** @type {CustomEvent<string>} */ { detail }) => change({ [name]: detail })}></k-date></div>`;
  return html`<form class="filters staffing-period" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <label class="field"><span>${t('staffing.group')}</span><select name="group" @change=${(/** @type {Event} */ event) => change({ group: field(event).value })}>
      ${groups.map(({ id, name }) => html`<option value=${id} ?selected=${id === choice.group}>${name}</option>`)}</select></label>
    <label class="field"><span>${t('staffing.period')}</span><select name="weeks" @change=${(/** @type {Event} */ event) => change({ weeks: field(event).value })}>
      ${WEEKS.map((weeks) => html`<option value=${String(weeks)} ?selected=${String(weeks) === choice.weeks}>${t('staffing.weeks', { weeks })}</option>`)}
      <option value="own" ?selected=${choice.weeks === 'own'}>${t('staffing.own_period')}</option></select></label>
    ${choice.weeks === 'own' ? html`${day('from')}${day('to')}` : nothing}
    <label class="check"><input type="checkbox" name="holidays" .checked=${choice.holidays}
      @change=${(/** @type {Event} */ event) => change({ holidays: field(event).checked })}><span>${t('staffing.holidays')}</span></label>
  </form>`;
}

/** @param {Event} event */
const field = (event) => /** @type {HTMLInputElement} */ (event.currentTarget);

/**
 * @param {{ terms: Terms, bad: Set<string>, aim: (name: Aim, input: HTMLInputElement) => void, change: (part: Partial<Terms>) => void }} page
 */
export function target({ terms, bad, aim, change }) {
  const names = /** @type {Aim[]} */ (Object.keys(AIMS));
  return html`<fieldset class="card staffing-card"><legend>${t('staffing.target')}</legend>
    <div class="staffing-aims">${names.map((name) => {
    const { min, max, step, unit, needed } = AIMS[name];
    return html`<label class="field"><span>${t(`staffing.aim.${name}`)}</span><span class="measured"><input type="number" name=${name} min=${min} max=${max} step=${step}
      ?required=${needed} inputmode="decimal" placeholder=${needed ? '' : t('staffing.no_limit')} .value=${terms[name] === null ? '' : String(terms[name])}
      aria-invalid=${bad.has(name) ? 'true' : 'false'} aria-describedby=${bad.has(name) ? `fault-${name}` : nothing}
      @input=${(/** @type {Event} */ event) => aim(name, field(event))}><span class="unit">${t(`staffing.unit.${unit}`)}</span></span>
      ${bad.has(name) ? html`<span class="fault" id=${`fault-${name}`} role="alert">${t('staffing.range', { min, max })}</span>` : nothing}</label>`;
  })}</div>
    <label class="field"><span>${t('staffing.model')}</span><select name="model" @change=${(/** @type {Event} */ event) => change({ model: field(event).value === 'erlang_c' ? 'erlang_c' : 'erlang_a' })}>
      ${['erlang_a', 'erlang_c'].map((model) => html`<option value=${model} ?selected=${model === terms.model}>${t(`staffing.model.${model}`)}</option>`)}</select></label>
  </fieldset>`;
}

/**
 * @param {{ terms: Terms, view: StaffingView, change: (part: Partial<Terms>) => void }} page
 */
export function whatIf({ terms, view, change }) {
  const observed = observedPatience(view);
  const shown = /** @type {Record<Slider, string>} */ ({
    volume: signed(terms.volume), handling: signed(terms.handling), shrinkage: `${terms.shrinkage}%`, patience_s: patienceText(terms, view.patience.mean_s),
  });
  const at = /** @type {Record<Slider, number>} */ ({
    volume: terms.volume, handling: terms.handling, shrinkage: terms.shrinkage, patience_s: terms.patience_s ?? observed ?? SOME_PATIENCE,
  });
  const names = /** @type {Slider[]} */ (Object.keys(SLIDERS));
  const changed = terms.volume !== 0 || terms.handling !== 0 || terms.patience_s !== null;
  return html`<fieldset class="card staffing-card"><legend>${t('staffing.what_if')}</legend>
    <div class="staffing-sliders">${names.map((name) => html`<div class="slider" data-slider=${name}><label for=${`slider-${name}`}>${t(`staffing.slider.${name}`)}</label><output for=${`slider-${name}`}>${shown[name]}</output>
      <input type="range" id=${`slider-${name}`} name=${name} min=${SLIDERS[name].min} max=${SLIDERS[name].max} step=${SLIDERS[name].step} .value=${String(at[name])}
        aria-valuetext=${shown[name]} ?disabled=${name === 'patience_s' && terms.model === 'erlang_c'}
        @input=${(/** @type {Event} */ event) => change({ [name]: Number(field(event).value) })}></div>`)}</div>
    <button type="button" class="quiet" data-action="as-observed" ?disabled=${!changed}
      @click=${() => change({ volume: FIRST_TERMS.volume, handling: FIRST_TERMS.handling, patience_s: null })}>${t('staffing.as_observed')}</button>
  </fieldset>`;
}

/** @param {Terms} terms @param {number | null} observed */
function patienceText(terms, observed) {
  if (terms.model === 'erlang_c') return t('staffing.endless');
  if (terms.patience_s !== null) return duration(terms.patience_s);
  return observed === null ? t('staffing.endless') : t('staffing.observed_value', { value: duration(observed) });
}
