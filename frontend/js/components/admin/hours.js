/** Opening hours: spans of each weekday, of holidays, of single days (F10.5). */

/** @import { Control } from './control.js' */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { siteZone } from '../../app.js';
import { t } from '../../i18n.js';
import { dayIn } from '../../reports/dates.js';
import { spansOf, spansText } from '../../state/spans.js';
import '../date_picker.js';
import { icon } from '../icons.js';
import { described, faultText, invalid, part, write } from './control.js';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** As the form begins with it once a group is not always open. */
const USUAL = {
  ...Object.fromEntries(DAYS.map((day) => [day, day.startsWith('s') ? [] : ['09:00-18:00']])), holidays: [], exceptions: {},
};

/** @param {Control} control */
function spans(control) {
  return html`<input id=${control.id} name=${control.path} type="text" class="digits" autocomplete="off" placeholder=${t('admin.hours.closed')} aria-label=${control.label}
    aria-invalid=${invalid(control)} aria-describedby=${described(control)} .value=${spansText(control.value)}
    @change=${(/** @type {Event} */ event) => write(control, spansOf(/** @type {HTMLInputElement} */ (event.currentTarget).value))}>${faultText(control)}`;
}

/** @param {Control} control @param {string} name @param {string} label */
const day = (control, name, label) => part(control, name, { name, kind: 'texts' }, label);

/** @param {Control} control */
export function hours(control) {
  const always = control.value === null;
  /** @param {boolean} all */
  const choose = (all) => write(control, all ? null : structuredClone(USUAL));
  return html`<div class="hours">
    <div class="choices">${[true, false].map((all) => html`<label class="check"><input type="radio" name="hours" id=${all ? control.id : nothing} .checked=${live(always === all)}
      @change=${() => choose(all)}><span>${t(all ? 'admin.hours.always' : 'admin.hours.by_week')}</span></label>`)}</div>
    ${always ? nothing : week(control)}</div>`;
}

/** @param {Control} control */
function week(control) {
  const copy = () => write(control, { ...control.value, ...Object.fromEntries(DAYS.slice(1, 5).map((name) => [name, control.value.monday])) });
  return html`<p class="hint">${t('admin.hours.advice')}</p>
    <div class="days">${DAYS.map((name) => html`<div class="day"><span aria-hidden="true">${t(`admin.day.${name}`)}</span><div>${spans(day(control, name, t(`admin.day.${name}`)))}</div></div>`)}</div>
    <button type="button" class="quiet" data-action="copy-monday" @click=${copy}>${t('admin.hours.copy')}</button>
    ${holidays(control)}${exceptions(control)}`;
}

/** @param {Control} control */
function holidays(control) {
  const inner = day(control, 'holidays', t('admin.hours.holidays'));
  const like = inner.value === null;
  return html`<div class="day"><span aria-hidden="true">${inner.label}</span><div>
    <label class="check"><input type="checkbox" .checked=${live(like)} @change=${() => write(inner, like ? [] : null)}><span>${t('admin.hours.holidays_like')}</span></label>
    ${like ? nothing : spans(inner)}</div></div>`;
}

/** @param {Control} control */
function exceptions(control) {
  /** @type {Record<string, string[]>} */
  const given = control.value.exceptions ?? {};
  const inner = day(control, 'exceptions', t('admin.hours.exceptions'));
  /** @param {CustomEvent<string>} event */
  const add = ({ detail: date }) => {
    if (date && !(date in given)) write(inner, { ...given, [date]: [] });
  };
  /** @param {string} date */
  const remove = (date) => write(inner, Object.fromEntries(Object.entries(given).filter(([one]) => one !== date)));
  return html`<div class="exceptions" role="group" aria-label=${inner.label}><p class="check-title">${inner.label}</p>${faultText(inner, true)}
    ${repeat(Object.keys(given).sort(), (date) => date, (date) => html`<div class="day" data-date=${date}><time datetime=${date}>${date.replaceAll('-', '/')}</time><div>${spans(day(inner, date, date))}</div>
      <button type="button" class="quiet icon-only" aria-label=${t('admin.take_out', { name: date })} @click=${() => remove(date)}>${icon('close')}</button></div>`)}
    <k-date data-action="add-date" .given=${{ value: '', grain: 'day', label: t('admin.hours.add_date'), text: t('admin.hours.add_date'),
    today: dayIn(siteZone(), Date.now()), last: '', faulty: false, needed: true }} @pick=${add}></k-date></div>`;
}
