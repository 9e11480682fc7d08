/** Controls with one value. */

/** @import { Control } from './control.js' */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { optionLabel, wordsOf } from '../../admin/words.js';
import { has, t } from '../../i18n.js';
import { passwordRules } from '../../state/password.js';
import { icon } from '../icons.js';
import { choices, described, invalid, write } from './control.js';

/** @param {Event} event */
const typed = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/** @param {Control} control */
const hinted = ({ form, field }) => has(`admin.hint.${form.table}.${field.name}`);

/** @param {Control} control @param {{ type?: string, mode?: string }} [more] */
export function text(control, { type = 'text', mode } = {}) {
  const { field, form } = control;
  return html`<input id=${control.id} name=${control.path} type=${type} inputmode=${mode ?? nothing} autocomplete="off" spellcheck="false"
    maxlength=${field.maxLength ?? nothing} ?required=${field.required} ?disabled=${Boolean(field.fixed) && !form.fresh}
    aria-invalid=${invalid(control)} aria-describedby=${described(control, hinted(control))}
    .value=${live(String(control.value ?? ''))} @input=${(/** @type {Event} */ event) => write(control, typed(event))}>`;
}

/** Numbers are typed as they are read and sent as they are dialled. @param {Control} control */
export function phone(control) {
  const { field, form } = control;
  return html`<input id=${control.id} name=${control.path} type="tel" autocomplete="off" maxlength=${field.maxLength ?? 40} ?required=${field.required}
    ?disabled=${Boolean(field.fixed) && !form.fresh} aria-invalid=${invalid(control)} aria-describedby=${described(control, hinted(control))} class="digits"
    .value=${live(String(control.value ?? ''))} @change=${(/** @type {Event} */ event) => write(control, undialled(typed(event)))}
    @input=${(/** @type {Event} */ event) => write(control, typed(event))}>`;
}

/** Without what makes numbers readable; other characters stay, so that they are told and not swallowed. @param {string} number */
function undialled(number) {
  return number.normalize('NFKC').replace(/[\s()\-\u2010-\u2015\u2212\u30fc.]/g, '');
}

/** @param {Control} control */
export function number(control) {
  const { field } = control;
  return html`<span class="measured"><input id=${control.id} name=${control.path} type="number" step="1" min=${field.min ?? nothing} max=${field.max ?? nothing}
    aria-invalid=${invalid(control)} aria-describedby=${described(control, hinted(control))}
    .value=${live(String(control.value ?? ''))} @input=${(/** @type {Event} */ event) => write(control, typed(event) === '' ? null : Number(typed(event)))}>
    ${field.unit ? html`<span class="unit">${t(`admin.unit_name.${field.unit}`)}</span>` : nothing}</span>`;
}

/** @param {Control} control */
export function toggle(control) {
  return html`<input id=${control.id} name=${control.path} type="checkbox" class="switch" role="switch" aria-describedby=${described(control, hinted(control))}
    .checked=${live(Boolean(control.value))} @change=${(/** @type {Event} */ event) => write(control, /** @type {HTMLInputElement} */ (event.currentTarget).checked)}>`;
}

/** @param {Control} control */
export function colour(control) {
  return html`<span class="measured"><input type="color" aria-label=${t('admin.colour_picker')} .value=${live(/^#[0-9a-f]{6}$/i.test(control.value) ? control.value : '#000000')}
      @input=${(/** @type {Event} */ event) => write(control, typed(event))}>
    <input id=${control.id} name=${control.path} type="text" class="digits" maxlength="7" autocomplete="off" aria-invalid=${invalid(control)} aria-describedby=${described(control)}
      .value=${live(String(control.value ?? ''))} @input=${(/** @type {Event} */ event) => write(control, typed(event).trim())}></span>`;
}

/** The rules are told while it is typed (F9.2). @param {Control} control */
export function password(control) {
  const { field, form, value } = control;
  return html`${secret(control)}<ul class="rules" id=${`${control.id}-rules`} aria-label=${t('admin.password.rules')} ?hidden=${!form.fresh && value === ''}>
    ${passwordRules(String(value ?? '')).map(({ rule, kept }) => html`<li data-rule=${rule} ?data-kept=${kept}>${icon(kept ? 'check' : 'close')}<span>${t(`admin.password.${rule}`)}</span>
      <span class="visually-hidden">${t(kept ? 'admin.password.kept' : 'admin.password.open')}</span></li>`)}</ul>
    ${field.required && form.fresh ? nothing : html`<p class="hint">${t('admin.password.unchanged')}</p>`}`;
}

/** @param {Control} control */
export function secret(control) {
  const { field, form } = control;
  /** @param {Event} event */
  const reveal = (event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const input = /** @type {HTMLInputElement} */ (button.previousElementSibling);
    const shown = input.type === 'password';
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  };
  return html`<span class="measured"><input id=${control.id} name=${control.path} type="password" autocomplete="new-password" ?required=${Boolean(field.required) && form.fresh}
      aria-invalid=${invalid(control)} aria-describedby=${described(control, field.kind !== 'password' && hinted(control))}
      .value=${live(String(control.value ?? ''))} @input=${(/** @type {Event} */ event) => write(control, typed(event))}>
    <button type="button" class="quiet" aria-pressed="false" @click=${reveal}>${t('admin.password.show')}</button></span>
    ${field.kind === 'secret' && !form.fresh ? html`<p class="hint">${t('admin.password.unchanged')}</p>` : nothing}`;
}

/**
 * @param {Control} control
 * @param {{ value: string, label: string }[]} options
 * @param {string | null} empty what no choice means; null: there must be one
 */
export function select(control, options, empty) {
  const { field, form } = control;
  const value = String(control.value ?? '');
  const known = options.some((option) => option.value === value) || (value === '' && empty !== null);
  return html`<select id=${control.id} name=${control.path} ?required=${field.required} ?disabled=${Boolean(field.fixed) && !form.fresh}
    aria-invalid=${invalid(control)} aria-describedby=${described(control, hinted(control))} .value=${live(value)}
    @change=${(/** @type {Event} */ event) => write(control, typed(event))}>
    ${empty === null ? nothing : html`<option value="" ?selected=${value === ''}>${empty}</option>`}
    ${known ? nothing : html`<option value=${value} selected>${value === '' ? t('admin.choose') : t('admin.unknown', { name: value })}</option>`}
    ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}</select>`;
}

/** @param {Control} control */
export function choice(control) {
  const options = (control.field.options ?? []).map((value) => ({ value, label: optionLabel(wordsOf(control.field), value || 'none') }));
  return select(control, options, null);
}

/** @param {Control} control */
export function link(control) {
  const options = choices(control, control.field.link ?? '');
  // A table that the user may not read: the key is typed, the API knows whether it is there.
  if (options === null) return text(control);
  return select(control, options, control.field.none ? t(`admin.none.${control.field.none}`) : null);
}

/** A group or an extension. @param {Control} control */
export function owner(control) {
  /** @param {'group' | 'extension'} kind */
  const of = (kind) => (choices(control, `${kind}s`) ?? []).map(({ value, label }) => ({ value: `${kind}:${value}`, label: `${t(`admin.option.target.${kind}`)}: ${label}` }));
  return select(control, [...of('group'), ...of('extension')], null);
}

/** @param {Control} control */
export function checks(control) {
  const { field } = control;
  /** @type {string[]} */
  const chosen = control.value ?? [];
  const groups = field.groups ?? [field.options ?? []];
  /** @param {string} option @param {boolean} on */
  const toggled = (option, on) => write(control, (field.options ?? []).filter((one) => (one === option ? on : chosen.includes(one))));
  return html`<div class="check-groups">${groups.map((group, at) => html`<div role=${field.groups ? 'group' : nothing} aria-label=${field.groups ? t(`admin.group.${wordsOf(field)}.${at + 1}`) : nothing}>
    ${field.groups ? html`<p class="check-title">${t(`admin.group.${wordsOf(field)}.${at + 1}`)}</p>` : nothing}
    ${group.map((option) => html`<label class="check"><input type="checkbox" name=${control.path} value=${option} .checked=${live(chosen.includes(option))}
      @change=${(/** @type {Event} */ event) => toggled(option, /** @type {HTMLInputElement} */ (event.currentTarget).checked)}><span>${optionLabel(wordsOf(field), option)}</span></label>`)}</div>`)}</div>`;
}

/** Text as it is. @param {Control} control */
export function block(control) {
  return html`<textarea id=${control.id} name=${control.path} rows="4" class="block" spellcheck="false" maxlength=${control.field.maxLength ?? nothing} aria-invalid=${invalid(control)}
    aria-describedby=${described(control, hinted(control))} .value=${live(String(control.value ?? ''))} @input=${(/** @type {Event} */ event) => write(control, typed(event))}></textarea>`;
}

/** One entry a line. @param {Control} control */
export function texts(control) {
  /** @param {Event} event */
  const change = (event) => write(control, typed(event).split('\n').map((line) => line.trim()).filter(Boolean));
  const lines = (control.value ?? []).join('\n');
  return html`<textarea id=${control.id} name=${control.path} rows=${Math.max(2, (control.value ?? []).length + 1)} spellcheck="false" aria-invalid=${invalid(control)}
    aria-describedby=${described(control, true)} .value=${lines} @change=${change}></textarea><p class="hint" id=${hinted(control) ? nothing : `${control.id}-hint`}>${t('admin.one_a_line')}</p>`;
}

/** @param {Control} control */
export function file(control) {
  /** @param {Event} event */
  const change = (event) => write(control, /** @type {HTMLInputElement} */ (event.currentTarget).files?.[0] ?? null);
  return html`<input id=${control.id} name=${control.path} type="file" accept=".wav,.flac,.ogg,.mp3,.aiff,audio/*" aria-invalid=${invalid(control)}
    aria-describedby=${described(control, hinted(control))} @change=${change}>`;
}
