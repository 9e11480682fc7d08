/** The form of one item: every field with its name, what it means and what is wrong with it. */

/** @import { Field, Resource } from '../../admin/describe.js' */
/** @import { Control, Form } from './control.js' */

import { html, nothing } from 'lit-html';
import { fieldsOf, pathsOf } from '../../admin/describe.js';
import { fieldLabel } from '../../admin/words.js';
import { has, t } from '../../i18n.js';
import { homeless } from '../../state/draft.js';
import { action, keys, target } from './calls.js';
import { controlAt, faultText } from './control.js';
import { hours } from './hours.js';
import { members, sounds } from './lists.js';
import { block, checks, choice, colour, file, link, number, owner, password, phone, secret, text, texts, toggle } from './simple.js';

/** `several`: it has more than one control, so its name is a legend. @type {Record<import('../../admin/describe.js').Kind, { draw: (control: Control) => unknown, several?: boolean, parts?: boolean }>} */
const KINDS = {
  text: { draw: (control) => text(control) }, block: { draw: block }, phone: { draw: phone }, number: { draw: number }, toggle: { draw: toggle }, colour: { draw: colour },
  password: { draw: password }, secret: { draw: secret }, choice: { draw: choice }, link: { draw: link }, owner: { draw: owner }, texts: { draw: texts }, file: { draw: file },
  checks: { draw: checks, several: true },
  members: { draw: members, several: true },
  sounds: { draw: sounds, several: true },
  target: { draw: target, several: true, parts: true },
  action: { draw: action, several: true, parts: true },
  keys: { draw: keys, several: true, parts: true },
  hours: { draw: hours, several: true, parts: true },
};

/** @param {Resource} resource @param {Form} form @returns {Field[]} those that matter to the item */
export function shownFields(resource, form) {
  return fieldsOf(resource).filter((field) => field.shown?.(form.item) ?? true);
}

/** @param {Resource} resource @param {Form} form @returns {import('../../state/draft.js').Fault[]} faults that no field shows */
export function otherFaults(resource, form) {
  return homeless(form.faults, shownFields(resource, form).flatMap(pathsOf));
}

/** @param {Form} form @param {Field} field */
function fieldRow(form, field) {
  const name = field.name || 'target';
  const label = fieldLabel(form.table, name);
  const { draw, several, parts } = KINDS[field.kind];
  const control = controlAt(form, field, field.name, label);
  // What is there already need not be given again.
  const kept = !form.fresh && (field.fixed || ['password', 'file'].includes(field.kind));
  const required = field.required && !kept ? html`<span class="required">${t('admin.required')}</span>` : nothing;
  const hint = has(`admin.hint.${form.table}.${name}`) ? html`<p class="hint" id=${`${control.id}-hint`}>${t(`admin.hint.${form.table}.${name}`)}</p>` : nothing;
  const body = html`<div class="field-body">${draw(control)}${faultText(control, parts === true)}${hint}</div>`;
  if (several) return html`<fieldset class="field-row" data-field=${name}><legend>${label}${required}</legend>${body}</fieldset>`;
  return html`<div class="field-row" data-field=${name}><label for=${control.id}>${label}${required}</label>${body}</div>`;
}

/**
 * @param {Resource} resource
 * @param {Form} form
 * @param {{ submit: () => void, cancel: (() => void) | null, remove: (() => void) | null, busy: boolean, dirty: boolean, beside: unknown }} more
 */
export function adminForm(resource, form, { submit, cancel, remove, busy, dirty, beside }) {
  const shown = new Set(shownFields(resource, form));
  /** @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    if (!busy) submit();
  };
  return html`<form class="admin-form" novalidate aria-busy=${busy ? 'true' : 'false'} @submit=${submitted}>
    ${resource.sections.map((section) => {
      const fields = section.fields.filter((field) => shown.has(field));
      return fields.length === 0 ? nothing : html`<section class="card form-section" aria-labelledby=${`section-${section.name}`}>
        <h2 id=${`section-${section.name}`}>${t(`admin.section.${section.name}`)}</h2>${fields.map((field) => fieldRow(form, field))}</section>`;
    })}
    ${beside}
    <div class="form-buttons">
      <button type="submit" class="primary" data-action="save" ?disabled=${busy}>${t(form.fresh ? 'admin.create' : 'admin.save')}</button>
      ${cancel ? html`<button type="button" data-action="cancel" @click=${cancel}>${t('admin.back')}</button>` : nothing}
      <span class="muted" role="status" data-item="dirty">${dirty ? t('admin.unsaved') : ''}</span>
      ${remove ? html`<button type="button" class="quiet danger" data-action="delete" @click=${remove}>${t('admin.delete')}</button>` : nothing}
    </div></form>`;
}
