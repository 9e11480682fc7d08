/** Controls for where calls go: targets, actions, keys of a menu. */

/** @import { Control } from './control.js' */
/** @import { Field } from '../../admin/describe.js' */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { TARGET_TABLES } from '../../admin/describe.js';
import { t } from '../../i18n.js';
import { chosenTarget, withTarget } from '../../state/target.js';
import { icon } from '../icons.js';
import { faultText, invalid, part, write } from './control.js';
import { adder, sounds } from './lists.js';
import { link, phone } from './simple.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

/** Kinds of target that were chosen and have no value yet, by path. @type {Map<string, string>} */
const pending = new Map();

/** Forget what was chosen in a form that is left. */
export function forgetTargets() {
  pending.clear();
}

/** @param {Control} control @param {string[]} options */
function chosenOf(control, options) {
  const chosen = chosenTarget(control.value, options, control.field.nullable !== undefined);
  return chosen === 'end' ? pending.get(control.path) ?? (control.field.required ? '' : 'end') : chosen;
}

/** At most one of several fields. @param {Control} control */
export function target(control) {
  const { field } = control;
  const options = field.options ?? [];
  const chosen = chosenOf(control, options);
  const all = [...(field.nullable ? ['none'] : []), ...(field.required ? [] : ['end']), ...options];
  /** @param {Event} event */
  const choose = (event) => {
    const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
    pending.set(control.path, value === 'none' ? 'end' : value);
    write(control, withTarget(control.value, options, value));
  };
  return html`<div class="target"><select id=${control.id} aria-label=${control.label} aria-invalid=${invalid(control, true)} .value=${live(chosen)} @change=${choose}>
      ${chosen === '' ? html`<option value="" selected>${t('admin.choose')}</option>` : nothing}
      ${all.map((option) => html`<option value=${option} ?selected=${option === chosen}>${option === 'none' ? t(`admin.none.${field.nullable}`) : t(`admin.option.target.${option}`)}</option>`)}</select>
    ${options.includes(chosen) && chosen !== 'again' ? value(control, chosen) : nothing}</div>`;
}

/** @param {Control} control @param {string} name the field of the target that is given */
function value(control, name) {
  const label = t(`admin.option.target.${name}`);
  /** @type {Field} */
  const field = { name, kind: name === 'external' ? 'phone' : 'link', ...(TARGET_TABLES[name] ? { link: TARGET_TABLES[name] } : {}) };
  const inner = part(control, name, field, label);
  if (name === 'prompts') return html`<div class="target-value">${sounds(inner)}${faultText(inner)}</div>`;
  return html`<div class="target-value"><label class="visually-hidden" for=${inner.id}>${control.label}: ${label}</label>${name === 'external' ? phone(inner) : link(inner)}${faultText(inner)}</div>`;
}

/** Sounds, then a target. @param {Control} control */
export function action(control) {
  const label = t('admin.action.prompts');
  const prompts = part(control, 'prompts', { name: 'prompts', kind: 'sounds', max: 10 }, `${control.label}: ${label}`);
  return html`<div class="action"><div class="field"><span>${label}</span><div>${sounds(prompts)}${faultText(prompts)}</div></div>
    <div class="field"><span>${t('admin.action.target')}</span>${target({ ...control, label: `${control.label}: ${t('admin.action.target')}` })}</div></div>`;
}

/** What each key of a menu does. @param {Control} control */
export function keys(control) {
  /** @type {Record<string, object>} */
  const given = control.value ?? {};
  const used = KEYS.filter((key) => key in given);
  /** @param {string} key */
  const add = (key) => write(control, { ...given, [key]: { prompts: [], group: '', extension: '', external: '', menu: '', voicemail: '', again: false } });
  const rest = KEYS.filter((key) => !(key in given)).map((key) => ({ value: key, label: key }));
  /** @param {string} key */
  const remove = (key) => write(control, Object.fromEntries(Object.entries(given).filter(([one]) => one !== key)));
  return html`<ul class="rows keys">${repeat(used, (key) => key, (key) => {
    const inner = part(control, key, { name: key, kind: 'action', options: control.field.options ?? [] }, t('admin.key', { key }));
    return html`<li data-key-of-menu=${key}><kbd>${key}</kbd><div class="key-action" role="group" aria-label=${inner.label}>${action(inner)}${faultText(inner, true)}</div>
      <button type="button" class="quiet icon-only" aria-label=${t('admin.take_out', { name: inner.label })} @click=${() => remove(key)}>${icon('close')}</button></li>`;
  })}</ul>
  ${rest.length === 0 ? nothing : adder(control, { label: t('admin.add_key'), empty: t('admin.add_key'), options: rest, add })}`;
}
