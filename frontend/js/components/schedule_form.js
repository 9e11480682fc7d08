/** What a report that is made by itself is of, when it is made, and where it goes (F7.10). */

/** @import { NewReportSchedule, ReportSchedule } from '../api/types' */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { t } from '../i18n.js';
import { clockTime } from '../state/spans.js';

/** @typedef {{ field: string, message?: string }} Fault */
/** @typedef {Required<NewReportSchedule>} Draft */

const USUAL = {
  name: '', on: true, every: 'day', at: '06:00', weekday: 1, day: 1, kind: 'group', unit: 'hour', period: 'yesterday', subjects: [], items: [], profile: 'manual',
  format: 'pdf', encoding: 'utf-8-sig', lang: 'ja', delivery: 'folder', recipients: [],
};
const OPTIONS = {
  every: ['day', 'week', 'month'],
  kind: ['group', 'operator_calls', 'operator_status', 'operator_all'],
  unit: ['month', 'day', 'hour', 'weekday', 'date_hour'],
  period: ['yesterday', 'last_7_days', 'last_week', 'last_30_days', 'last_month', 'this_month'],
  profile: ['manual', 'strict'],
  format: ['pdf', 'csv'],
  encoding: ['utf-8-sig', 'cp932', 'utf-8'],
  lang: ['ja', 'en'],
  delivery: ['folder', 'mail'],
};

/** @param {ReportSchedule | null} old @param {Draft['lang']} lang @returns {Draft} */
export function draftOf(old, lang) {
  const known = Object.fromEntries(Object.entries(old ?? {}).filter(([name]) => name in USUAL));
  return /** @type {Draft} */ ({ ...USUAL, lang, ...known });
}

/**
 * @param {string} name
 * @param {unknown} control
 * @param {Fault[]} faults
 * @param {boolean} [several] more than one control: the name is a legend
 */
function row(name, control, faults, several = false) {
  const [fault] = faults.filter(({ field }) => field.split('.')[0] === name);
  const label = t(`schedules.field.${name}`);
  const body = html`<div class="field-body">${control}${fault ? html`<p class="fault">${fault.message}</p>` : nothing}</div>`;
  if (several) return html`<fieldset class="field-row" data-field=${name}><legend>${label}</legend>${body}</fieldset>`;
  return html`<div class="field-row" data-field=${name}><label for=${`s-${name}`}>${label}</label>${body}</div>`;
}

/**
 * @param {object} parts
 * @param {Draft} parts.draft
 * @param {Fault[]} parts.faults
 * @param {boolean} parts.fresh
 * @param {boolean} parts.busy
 * @param {boolean} parts.mail whether mail can be sent
 * @param {string} parts.subjects whom it is of, in words
 * @param {string} parts.items of which items, in words
 * @param {(change: Partial<Draft>) => void} parts.change
 * @param {() => void} parts.chooseSubjects
 * @param {() => void} parts.chooseItems
 * @param {() => void} parts.submit
 * @param {() => void} parts.cancel
 */
export function scheduleForm({ draft, faults, fresh, busy, mail, subjects, items, change, chooseSubjects, chooseItems, submit, cancel }) {
  const invalid = (/** @type {string} */ name) => (faults.some(({ field }) => field.split('.')[0] === name) ? 'true' : 'false');
  /** @param {Event} event */
  const typed = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;
  /** @param {keyof typeof OPTIONS} name @param {Partial<Draft>} [with_] what changes besides */
  const select = (name, with_ = {}) => html`<select id=${`s-${name}`} name=${name} aria-invalid=${invalid(name)} .value=${live(draft[name])} @change=${(/** @type {Event} */ event) => change({ [name]: typed(event), ...with_ })}>
    ${OPTIONS[name].map((option) => html`<option value=${option} ?selected=${option === draft[name]}>${t(`schedules.${name}.${option}`)}</option>`)}</select>`;
  /** @param {'weekday' | 'day'} name @param {number} most @param {(number: number) => string} label */
  const numbers = (name, most, label) => html`<select name=${name} aria-label=${t(`schedules.field.${name}`)} .value=${live(String(draft[name]))} @change=${(/** @type {Event} */ event) => change({ [name]: Number(typed(event)) })}>
    ${Array.from({ length: most }, (_, at) => at + 1).map((number) => html`<option value=${number} ?selected=${number === draft[name]}>${label(number)}</option>`)}</select>`;
  return html`<form class="admin-form schedule-form" novalidate @submit=${(/** @type {Event} */ event) => { event.preventDefault(); submit(); }}>
    <section class="card form-section">
      ${row('name', html`<input id="s-name" name="name" maxlength="64" autocomplete="off" aria-invalid=${invalid('name')} .value=${live(draft.name)} @input=${(/** @type {Event} */ event) => change({ name: typed(event) })}>`, faults)}
      ${row('on', html`<label class="check"><input type="checkbox" name="on" .checked=${draft.on} @change=${() => change({ on: !draft.on })}><span>${t('schedules.on')}</span></label>`, faults, true)}
      ${row('every', html`<div class="schedule-when">${select('every')}
        ${draft.every === 'week' ? numbers('weekday', 7, (number) => t(`schedules.weekday.${number}`)) : nothing}
        ${draft.every === 'month' ? numbers('day', 28, (number) => t('schedules.day_of_month', { number })) : nothing}
        <input type="text" class="digits" name="at" inputmode="numeric" autocomplete="off" size="5" placeholder="07:00" aria-label=${t('schedules.field.at')} aria-invalid=${invalid('at')} .value=${live(draft.at)}
          @input=${(/** @type {Event} */ event) => change({ at: typed(event) })} @change=${(/** @type {Event} */ event) => change({ at: clockTime(typed(event)) ?? typed(event) })}></div>
        <p class="hint">${t('schedules.at.hint')}</p>`, faults)}
    </section>
    <section class="card form-section">
      ${row('kind', select('kind', { subjects: [], items: [] }), faults)}
      ${row('subjects', html`<div class="schedule-when"><button type="button" id="s-subjects" data-action="subjects" @click=${chooseSubjects}>${t('schedules.choose')}</button><span data-item="subjects">${subjects}</span></div>`, faults)}
      ${row('period', select('period'), faults)}
      ${row('unit', select('unit'), faults)}
      ${row('items', html`<div class="schedule-when"><button type="button" id="s-items" data-action="items" @click=${chooseItems}>${t('schedules.choose')}</button><span data-item="items">${items}</span></div>`, faults)}
      ${row('profile', select('profile'), faults)}
    </section>
    <section class="card form-section">
      ${row('format', select('format'), faults)}
      ${draft.format === 'csv' ? row('encoding', select('encoding'), faults) : nothing}
      ${row('lang', select('lang'), faults)}
      ${row('delivery', html`${select('delivery')}${mail ? nothing : html`<p class="hint">${t('schedules.no_mail')}</p>`}`, faults)}
      ${draft.delivery === 'mail' ? row('recipients', html`<textarea id="s-recipients" name="recipients" rows="3" spellcheck="false" aria-invalid=${invalid('recipients')} .value=${live(draft.recipients.join('\n'))}
        @change=${(/** @type {Event} */ event) => change({ recipients: typed(event).split(/[\s,;]+/).filter(Boolean) })}></textarea><p class="hint">${t('schedules.recipients.hint')}</p>`, faults) : nothing}
    </section>
    <div class="form-buttons"><button type="submit" class="primary" data-action="save" ?disabled=${busy}>${t(fresh ? 'schedules.create' : 'chooser.save')}</button>
      <button type="button" data-action="cancel" @click=${cancel}>${t('admin.ask.no')}</button></div>
  </form>`;
}
