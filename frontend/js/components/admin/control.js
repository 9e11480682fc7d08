/** What every control of a form is given, and what is common to all: label, explanation, fault. */

/** @import { Field, Item } from '../../admin/describe.js' */
/** @import { Sources } from '../../admin/store.js' */
/** @import { Fault } from '../../state/draft.js' */

import { html, nothing } from 'lit-html';
import { labelOf } from '../../admin/describe.js';
import { resourceOf } from '../../admin/resources/index.js';
import { t } from '../../i18n.js';
import { faultsBelow, placeIn, valueAt } from '../../state/draft.js';
import { byName } from '../../state/collation.js';

/**
 * @typedef {object} Form
 * @property {string} table
 * @property {Item} item as it is now
 * @property {boolean} fresh whether it is a new one
 * @property {Sources} sources
 * @property {Fault[]} faults
 * @property {(path: string, value: unknown) => void} set
 */

/**
 * @typedef {object} Control
 * @property {Form} form
 * @property {Field} field
 * @property {string} path of the value within the item
 * @property {string} id of the element that holds the value
 * @property {any} value
 * @property {string} label
 */

/** @param {string} path */
const idOf = (path) => `f-${path.replaceAll('.', '-') || 'item'}`;

/** @param {Form} form @param {Field} field @param {string} path @param {string} label @returns {Control} */
export function controlAt(form, field, path, label) {
  return { form, field, path, id: idOf(path), value: valueAt(form.item, path), label };
}

/**
 * A control within another one.
 * @param {Control} control
 * @param {string} name
 * @param {Field} field
 * @param {string} label
 * @returns {Control}
 */
export function part(control, name, field, label) {
  return controlAt(control.form, field, control.path ? `${control.path}.${name}` : name, label);
}

/** @param {Control} control @param {unknown} value */
export function write(control, value) {
  control.form.set(control.path, value);
}

/** @param {Control} control @param {boolean} [exact] without those of its parts @returns {Fault[]} */
export function faultsOf({ form, path }, exact = false) {
  return faultsBelow(form.faults, path).filter((fault) => !exact || fault.field === path);
}

/** `aria-invalid` of a control. @param {Control} control @param {boolean} [exact] */
export function invalid(control, exact = false) {
  return faultsOf(control, exact).length > 0 ? 'true' : nothing;
}

/** Ids of what explains a control. @param {Control} control @param {boolean} [hint] @param {boolean} [exact] */
export function described(control, hint = false, exact = false) {
  const ids = [hint ? `${control.id}-hint` : '', faultsOf(control, exact).length > 0 ? `${control.id}-fault` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : nothing;
}

/** @param {Control} control @param {boolean} [exact] */
export function faultText(control, exact = false) {
  const faults = faultsOf(control, exact);
  if (faults.length === 0) return nothing;
  return html`<p class="fault" id=${`${control.id}-fault`}>${faults.map((fault) => {
    const place = placeIn(fault, control.path);
    const text = fault.message ?? fault.code;
    return html`<span>${place > 0 ? t('admin.fault_at', { place, text }) : text}</span>`;
  })}</p>`;
}

const order = byName('together');

/**
 * What can be chosen of another table, as Japanese lists have it.
 * @param {Control} control
 * @param {string} table
 * @returns {{ value: string, label: string }[] | null} null: the user may not read the table
 */
export function choices({ form, field }, table) {
  const items = form.sources[table];
  if (!items) return null;
  const resource = resourceOf(table);
  const among = field.link === table ? field.among : undefined;
  const chosen = items.filter((item) => (among?.(item, form.item) ?? true) && (resource.choosable?.(item) ?? true));
  return chosen.map((item) => ({ value: String(item[resource.key]), label: labelOf(resource, item, form.sources) })).sort((a, b) => order(a.label, b.label));
}
