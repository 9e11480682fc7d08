/** What a reader sees of values: the same words in tables, forms and the record of changes. */

/** @import { Field, Item, Resource } from './describe.js' */
/** @import { Sources } from './store.js' */

import { has, t } from '../i18n.js';
import { NONE } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import { spansText } from '../state/spans.js';
import { chosenTarget } from '../state/target.js';
import { fieldsOf, labelOf, TARGET_TABLES } from './describe.js';
import { resourceOf } from './resources/index.js';
import { soundName } from './resources/reception.js';

/** @param {string} table @param {string} name @returns {string} */
export function fieldLabel(table, name) {
  if (`${table}.${name}` === 'users.role') return fieldLabel(table, 'permission_set'); // as site file and record call it
  const key = [`admin.field.${table}.${name}`, `${table}.field.${name}`].find(has); // pages of their own have their own words
  return key ? t(key) : name;
}

/** @param {string} words @param {string} value @returns {string} */
export function optionLabel(words, value) {
  return has(`admin.option.${words}.${value}`) ? t(`admin.option.${words}.${value}`) : value;
}

/** @param {Field} field @returns {string} */
export function wordsOf(field) {
  return field.words ?? field.name;
}

/**
 * @param {string} table
 * @param {unknown} key
 * @param {Sources} sources
 * @returns {string} what an item of another table is called; its key where that is all we know
 */
export function nameOf(table, key, sources) {
  const resource = resourceOf(table);
  const found = sources[table]?.find((item) => item[resource.key] === key);
  return found ? labelOf(resource, found, sources) : String(key ?? '');
}

/**
 * What an item is called on its own page and in questions; where its key is an item of another table, by that one's name.
 * @param {Resource} resource
 * @param {Item} item
 * @param {Sources} sources
 * @returns {string}
 */
export function itemName(resource, item, sources) {
  const key = fieldsOf(resource).find((field) => field.name === resource.key && field.link);
  return key ? nameOf(key.link ?? '', item[resource.key], sources) : labelOf(resource, item, sources);
}

/**
 * @param {Item | null} value
 * @param {string[]} options
 * @param {Sources} sources
 * @param {string} [nullable]
 * @returns {string}
 */
export function targetText(value, options, sources, nullable) {
  const choice = chosenTarget(value, options, nullable !== undefined);
  if (choice === 'none') return t(`admin.none.${nullable}`);
  if (choice === 'end' || choice === 'again') return t(`admin.option.target.${choice}`);
  const given = value?.[choice];
  const table = TARGET_TABLES[choice];
  const names = [given].flat().map((one) => (table ? nameOf(table, one, sources) : displayNumber(one)));
  return `${t(`admin.option.target.${choice}`)}: ${names.join(', ')}`;
}

/** @param {Item | null} hours @returns {string} */
export function hoursText(hours) {
  if (!hours) return t('admin.hours.always');
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  /** @type {{ from: string, to: string, spans: string }[]} */
  const runs = [];
  for (const day of days) {
    const spans = spansText(hours[day]);
    const last = runs.at(-1);
    if (last && last.spans === spans) last.to = day;
    else runs.push({ from: day, to: day, spans });
  }
  const short = (/** @type {string} */ day) => t(`admin.day.${day}.short`);
  return runs.filter((run) => run.spans)
    .map((run) => `${run.from === run.to ? short(run.from) : `${short(run.from)}–${short(run.to)}`} ${run.spans}`).join(' / ') || t('admin.hours.never');
}

/** How a value of each kind reads; kinds that are not here read as themselves. @type {Record<string, (field: Field, value: any, sources: Sources) => string>} */
const TEXTS = {
  phone: (_field, value) => displayNumber(value),
  // 0 means that there is none, where it can be 0.
  number: (field, value) => (value === 0 ? NONE : field.unit ? t(`admin.unit.${field.unit}`, { value }) : String(value)),
  toggle: (_field, value) => t(value ? 'admin.yes' : 'admin.no'),
  choice: (field, value) => optionLabel(wordsOf(field), value),
  checks: (field, value) => value.map((/** @type {string} */ one) => optionLabel(wordsOf(field), one)).join(', '),
  link: (field, value, sources) => (value === '' ? t(`admin.none.${field.none ?? 'nothing'}`) : nameOf(field.link ?? '', value, sources)),
  sounds: (_field, value, sources) => value.map((/** @type {string} */ one) => nameOf('announcements', one, sources)).join(', '),
  members: (_field, value) => t('admin.members', { count: value.length }),
  texts: (_field, value) => value.join(', '),
  target: (field, value, sources) => targetText(value, field.options ?? [], sources, field.nullable),
  action: (field, value, sources) => targetText(value, field.options ?? [], sources),
  keys: (_field, value) => Object.keys(value).join(' '),
  hours: (_field, value) => hoursText(value),
};

/** Columns that no field gives. @type {Record<string, (item: Item, sources: Sources) => string>} */
const OTHERS = {
  'users.permission_set': (item) => item.permission_set_name,
  'users.extension': (item) => item.extension || NONE,
  'mailboxes.id': (item, sources) => {
    const [kind = '', ...rest] = String(item.id).split(':');
    return nameOf(`${kind}s`, rest.join(':'), sources);
  },
  'mailboxes.answer_s': (item) => (item.id.startsWith('extension:') && item.answer_s ? t('admin.unit.seconds', { value: item.answer_s }) : NONE),
  'trunks.state': (item) => [t(`trunk_state.${item.state}`), item.state === 'down' ? item.reason : ''].filter(Boolean).join(' '),
  'announcements.name': (item) => soundName(item) ?? item.name,
  'groups.number': (item) => displayNumber(item.number),
  'extensions.user': (item, sources) => (item.user ? nameOf('users', item.user, sources) : ''),
  'statuses.choosable': (item) => t(item.id.startsWith('work:') ? 'admin.status.work' : 'admin.status.fixed'),
  'announcements.duration_ms': (item) => (item.duration_ms ? t('admin.unit.seconds', { value: (item.duration_ms / 1000).toFixed(1) }) : NONE),
  'announcements.shipped': (item) => t(item.shipped ? 'admin.sound.shipped' : 'admin.sound.own'),
};

/**
 * @param {Resource} resource
 * @param {string} name of a column
 * @param {Item} item
 * @param {Sources} sources
 * @returns {string}
 */
export function columnText(resource, name, item, sources) {
  const other = OTHERS[`${resource.name}.${name}`];
  if (other) return other(item, sources);
  const field = fieldsOf(resource).find((one) => one.name === (name === 'target' ? '' : name));
  if (!field) return String(item[name] ?? '');
  return valueText(field, name === 'target' ? item : item[name], sources);
}

/** @param {Field} field @param {any} value @param {Sources} sources @returns {string} */
export function valueText(field, value, sources) {
  return TEXTS[field.kind]?.(field, value, sources) ?? String(value ?? '');
}
