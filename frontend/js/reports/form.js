/** What a report is to be of: unit, periods, groups or operators, items, definitions (F7.1–F7.3). */

/** @import { ReportScope, ReportUnit } from '../api/types' */
/** @import { Kind, Page, Period, Wish } from './wish.js' */

import { html, nothing } from 'lit-html';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import '../components/date_picker.js';
import { subjectName } from './titles.js';
import { grainOf, KINDS, MAX_GROUPS, MAX_OPERATORS, MAX_PERIODS, OTHER, UNITS, WHOLE, withUnit } from './wish.js';

/** @typedef {{ field: string, code: string, message?: string }} Fault */
/**
 * @typedef {object} Form
 * @property {Page} page
 * @property {Wish} wish
 * @property {ReportScope} scope
 * @property {Fault[]} faults what the API refused
 * @property {string} chosen how many items are wanted of how many, as text
 * @property {(wish: Wish) => void} change
 * @property {() => void} chooseItems
 * @property {() => void} chooseOperators
 */

/** The sentences of a field's faults. @param {Fault[]} faults @param {(field: string) => boolean} of @param {string} id */
function faultText(faults, of, id) {
  const found = faults.filter(({ field }) => of(field));
  return found.length === 0 ? nothing : html`<span class="fault" id=${id} role="alert">${[...new Set(found.map(({ message, code }) => message || code))].map((each) => html`<span>${each}</span>`)}</span>`;
}

/** Fields that stand somewhere in the form. @param {string} field */
export const hasPlace = (field) => /^(period|group|operator)(\.\d+)?$/.test(field) || /^items?(\.\d+)?$/.test(field);

/** @param {Form} form */
export function reportForm(form) {
  const { page, wish, scope, faults } = form;
  /** @param {ReportUnit} unit */
  const unitRadio = (unit) => html`<label class="check"><input type="radio" name="unit" value=${unit} .checked=${wish.unit === unit}
    @change=${() => form.change(withUnit(wish, unit, scope.today))}><span>${t(`report.unit.${unit}`)}</span></label>`;
  return html`<div class="report-fields"><fieldset class="report-row"><legend>${t('report.unit')}</legend><div class="choices">${UNITS.map(unitRadio)}</div></fieldset>
    <div class="report-row"><span class="legend-like">${t('report.items')}</span><div class="report-list inline"><button type="button" data-action="items" ?disabled=${page === 'operators' && wish.kind === 'all'} @click=${form.chooseItems}>${icon('gear')}<span>${t('report.choose_items')}</span></button>
      <span class="muted" data-item="items-chosen">${form.chosen}</span>${faultText(faults, (field) => field.startsWith('item'), 'item-fault')}</div></div>
    <fieldset class="report-row"><legend>${t('report.period')}</legend><div class="report-list">${wish.periods.map((period, at) => periodRow(form, period, at))}
      ${faultText(faults, (field) => field === 'period', 'period-fault')}
      ${wish.periods.length < MAX_PERIODS ? html`<button type="button" class="quiet" data-action="add-period" @click=${() => form.change({ ...wish, periods: [...wish.periods, { begin: '', end: '' }] })}>${icon('plus')}<span>${t('report.add_period')}</span></button>` : nothing}</div></fieldset>
    ${page === 'groups' ? groupRows(form) : html`<div>${operatorRows(form)}</div>`}</div>`;
}

/** 標準 or 厳密. @param {Wish} wish @param {(wish: Wish) => void} change */
export function profileChoice(wish, change) {
  return html`<label class="profile"><span>${t('report.profile')}</span><select name="profile" @change=${(/** @type {Event} */ event) => change({ ...wish, profile: selected(event) === 'strict' ? 'strict' : 'manual' })}>
    ${['manual', 'strict'].map((profile) => html`<option value=${profile} ?selected=${wish.profile === profile}>${t(`report.profile.${profile}`)}</option>`)}</select></label>`;
}

/** @param {Event} event */
const selected = (event) => /** @type {HTMLSelectElement} */ (event.currentTarget).value;

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} at
 * @param {T} value
 */
const replaced = (list, at, value) => list.map((each, place) => (place === at ? value : each));

/** @param {Form} form @param {Period} period @param {number} at */
function periodRow({ wish, scope, faults, change }, period, at) {
  const faulty = faults.some(({ field }) => field === `period.${at}`);
  /** @param {'begin' | 'end'} side */
  const picker = (side) => {
    const label = t(`report.period_${side}`, { number: at + 1 });
    const given = { value: period[side], grain: grainOf(wish.unit), label, today: scope.today, faulty };
    const pick = (/** @type {CustomEvent<string>} */ event) => {
      const next = { ...period, [side]: event.detail };
      // A beginning after the end moves the end, so that two picks are enough wherever one comes from.
      if (side === 'begin' && next.end < next.begin) next.end = next.begin;
      change({ ...wish, periods: replaced(wish.periods, at, next) });
    };
    return html`<k-date data-field=${`period-${side}-${at}`} .given=${given} @pick=${pick}></k-date>`;
  };
  return html`<div class="report-line" data-period-row=${at}>${picker('begin')}<span aria-hidden="true">–</span>${picker('end')}
    ${wish.periods.length > 1 ? html`<button type="button" class="quiet icon-only" aria-label=${t('report.remove_period', { number: at + 1 })} title=${t('report.remove_period', { number: at + 1 })}
      @click=${() => change({ ...wish, periods: wish.periods.filter((_, place) => place !== at) })}>${icon('close')}</button>` : nothing}
    ${faultText(faults, (field) => field === `period.${at}`, `period-fault-${at}`)}</div>`;
}

/** @param {Form} form */
function groupRows({ wish, scope, faults, change }) {
  const options = [WHOLE, ...scope.groups.map(({ id }) => id), OTHER];
  const known = new Map(scope.groups.map((group) => [group.id, group]));
  /** @param {string} id */
  const name = (id) => subjectName(known.get(id) ?? { id, name: id });
  const unused = options.find((id) => !wish.subjects.includes(id));
  /** @param {string} subject @param {number} at */
  const row = (subject, at) => html`<div class="report-line" data-group-row=${at}><select data-field=${`group-${at}`} aria-label=${t('report.group_number', { number: at + 1 })} ?data-bad=${faults.some(({ field }) => field === `group.${at}`)}
      .value=${subject} @change=${(/** @type {Event} */ event) => change({ ...wish, subjects: replaced(wish.subjects, at, selected(event)) })}>
      ${(options.includes(subject) ? options : [subject, ...options]).map((id) => html`<option value=${id} ?selected=${id === subject} ?disabled=${id !== subject && wish.subjects.includes(id)}>${name(id)}</option>`)}</select>
    ${wish.subjects.length > 1 ? html`<button type="button" class="quiet icon-only" aria-label=${t('report.remove_group', { name: name(subject) })} title=${t('report.remove_group', { name: name(subject) })}
      @click=${() => change({ ...wish, subjects: wish.subjects.filter((_, place) => place !== at) })}>${icon('close')}</button>` : nothing}
    ${faultText(faults, (field) => field === `group.${at}`, `group-fault-${at}`)}</div>`;
  return html`<fieldset class="report-row"><legend>${t('report.group')}</legend><div class="report-list">${wish.subjects.map(row)}
    ${faultText(faults, (field) => field === 'group', 'group-fault')}
    ${unused !== undefined && wish.subjects.length < MAX_GROUPS ? html`<button type="button" class="quiet" data-action="add-group" @click=${() => change({ ...wish, subjects: [...wish.subjects, unused] })}>${icon('plus')}<span>${t('report.add_group')}</span></button>` : nothing}</div></fieldset>`;
}

/** @param {Form} form */
function operatorRows({ wish, scope, faults, change, chooseOperators }) {
  const known = new Map(scope.operators.map((operator) => [operator.id, operator]));
  const names = wish.subjects.map((id) => subjectName(known.get(id) ?? { id, name: id }));
  /** @param {Event} event */
  const kind = (event) => change({ ...wish, kind: /** @type {Kind} */ (selected(event)), items: [] });
  return html`<div class="report-row"><label for="report-kind">${t('report.kind')}</label><div class="report-list"><select id="report-kind" name="kind" @change=${kind}>
      ${KINDS.map((one) => html`<option value=${one} ?selected=${wish.kind === one}>${t(`report.kind.${one}`)}</option>`)}</select></div></div>
    <div class="report-row"><span class="legend-like">${t('report.operators')}</span><div class="report-list inline"><button type="button" data-action="operators" ?data-bad=${faults.some(({ field }) => field.startsWith('operator'))} @click=${chooseOperators}>${icon('operators')}<span>${t('report.choose_operators')}</span></button>
      <span class="muted" data-item="operators-chosen" ?data-many=${names.length > MAX_OPERATORS}>${t('report.operators_chosen', { count: names.length, most: MAX_OPERATORS })}</span>
      ${faultText(faults, (field) => field.startsWith('operator'), 'operator-fault')}
      ${names.length > 0 ? html`<span class="chosen-names" title=${names.join(', ')}>${names.join(t('report.and'))}</span>` : nothing}</div></div>`;
}
