/** What a change of the configuration changed: in a line, and field by field. */

/** @import { AuditItem } from '../../api/types' */

import { html } from 'lit-html';
import { fieldLabel } from '../../admin/words.js';
import { has, t } from '../../i18n.js';
import { differences } from '../../state/difference.js';
import { NONE } from '../../state/format.js';

/** @typedef {NonNullable<AuditItem['change']>} Change */

/** Differences named in the line. */
const BRIEF = 3;

/** @type {Map<unknown, string>} */
const FIXED = new Map(/** @type {[unknown, string][]} */ ([[true, 'admin.yes'], [false, 'admin.no'], ['changed', 'audit.password_changed'], ['unchanged', 'audit.unchanged']]));

/** @param {unknown} value @returns {string} */
function shown(value) {
  if (value === undefined || value === null || value === '') return NONE;
  if (Array.isArray(value)) return value.map(shown).join(', ') || NONE;
  if (typeof value === 'object') return JSON.stringify(value);
  return FIXED.has(value) ? t(FIXED.get(value) ?? '') : String(value);
}

/** @param {string} name @returns {string} */
function partLabel(name) {
  const key = [`admin.day.${name}`, `admin.option.target.${name}`].find((each) => has(each));
  return key ? t(key) : name;
}

/** @param {string} subject @param {string} path @returns {string} */
function pathLabel(subject, path) {
  const [first = '', ...rest] = path.split('.');
  return [first === '' ? t('audit.whole') : fieldLabel(subject, first), ...rest.map(partLabel)].join(' › ');
}

/** @param {Change} change */
const changed = ({ before, after }) => differences(before ?? undefined, after ?? undefined);

/** The first fields that changed. @param {Change} change @returns {string} */
export function brief(change) {
  const list = changed(change);
  const names = list.slice(0, BRIEF).map(({ path }) => pathLabel(change.subject, path));
  return [...names, ...(list.length > BRIEF ? [t('audit.more', { count: list.length - BRIEF })] : [])].join(', ');
}

/** @param {Change} change */
export function differenceTable(change) {
  return html`<table class="differences"><thead><tr><th scope="col">${t('audit.field')}</th><th scope="col">${t('audit.before')}</th><th scope="col">${t('audit.after')}</th></tr></thead>
    <tbody>${changed(change).map(({ path, before, after }) => html`<tr><th scope="row">${pathLabel(change.subject, path)}</th>
      <td>${before === undefined ? NONE : html`<del>${shown(before)}</del>`}</td><td>${after === undefined ? NONE : html`<ins>${shown(after)}</ins>`}</td></tr>`)}</tbody></table>`;
}
