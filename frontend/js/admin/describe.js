/**
 * How a kind of item of the configuration is described: one description gives its table, its form and its links.
 *
 * A new field of the API is one line in `resources/*.js` and its name in both catalogues (`admin.field.TABLE.FIELD`;
 * `admin.hint.TABLE.FIELD` where it needs to be explained). A test compares the descriptions with the contract.
 */

/** @typedef {import('../state/draft.js').Item} Item */
/** @typedef {import('./store.js').Sources} Sources */

/**
 * - `text`, `block` (text of several lines), `phone` (a number that is called), `number`, `toggle`, `colour`;
 * - `password` (rules are told while it is typed), `secret` (no rules), both never read back: empty means unchanged;
 * - `choice` one of `options`, `checks` any of them;
 * - `owner` a group or an extension, whose mailbox it is;
 * - `link` one item of the table `link`, `sounds` a list of sounds in their order, `members` users with tiers;
 * - `texts` a list with one entry a line;
 * - `target` at most one of the fields `options`, `action` sounds and then a target, `keys` actions by key;
 * - `hours` the spans of each weekday, `file` a sound file.
 * @typedef {'text' | 'block' | 'phone' | 'number' | 'toggle' | 'colour' | 'password' | 'secret' | 'choice' | 'checks' | 'owner' | 'link' | 'sounds' | 'members'
 *   | 'texts' | 'target' | 'action' | 'keys' | 'hours' | 'file'} Kind
 */

/**
 * @typedef {object} Field
 * @property {string} name of the item's property; of `target` "" where the item itself holds the alternatives
 * @property {Kind} kind
 * @property {unknown} [initial] in a new item; the default follows from the kind
 * @property {boolean} [required]
 * @property {boolean} [fixed] given once, when the item is made
 * @property {string} [link] name of the table whose items are chosen
 * @property {string} [none] what an empty link means: key below `admin.none`
 * @property {(option: Item, item: Item) => boolean} [among] which items of the linked table can be chosen
 * @property {string[]} [options]
 * @property {string} [words] catalogue of the options, if not the field's name
 * @property {string[][]} [groups] `checks` in groups, named by `admin.group.WORDS.N`
 * @property {string} [nullable] `target`: what null means, key below `admin.none`
 * @property {string} [unit] key below `admin.unit`
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [maxLength]
 * @property {string[]} [parts] the properties that a `target` of the item itself writes
 * @property {boolean} [starts] `link`: the chosen item's `values` are put into the form
 * @property {(item: Item) => boolean} [shown] whether the field matters to this item
 */

/**
 * @typedef {object} Resource
 * @property {string} name as the API's faults and its record of changes call the table
 * @property {string} page address of its page
 * @property {string} api path below `/api`
 * @property {string} key the property that tells items apart
 * @property {string[]} columns properties shown in the table, the first is the one by which an item is opened
 * @property {{ name: string, fields: Field[] }[]} sections of the form
 * @property {string[]} schemas of the contract, whose writable fields the form must have
 * @property {(a: Item, b: Item) => number} [order] of the table; without it that of the API
 * @property {boolean} [movable] the order matters and can be changed, of those that are `removable`
 * @property {(item: Item) => boolean} [removable]
 * @property {boolean} [fixedSet] nothing can be added or taken away
 * @property {boolean} [single] there is one item without a key, and no table
 * @property {number} [most]
 * @property {boolean} [live] the table shows what changes by itself
 * @property {(item: Item) => boolean} [choosable] whether forms offer an item
 * @property {boolean} [replaceable] those that use a deleted item get another one (F9.1)
 * @property {'upload'} [write] how it is saved, if not by POST and PATCH
 * @property {'opening' | 'sound'} [beside] what the form shows besides
 * @property {(item: Item, sources: Sources) => string} [label] in lists to choose from
 */

/** @type {Record<Kind, () => unknown>} */
const INITIAL = {
  text: () => '', block: () => '', phone: () => '', number: () => 0, toggle: () => false, colour: () => '#e64980', password: () => '', secret: () => '',
  choice: () => '', checks: () => [], link: () => '', sounds: () => [], members: () => [], texts: () => [],
  target: () => ({ group: '', external: '', voicemail: '', prompts: [] }),
  action: () => ({ prompts: [], group: '', extension: '', external: '', menu: '', voicemail: '', again: false }),
  owner: () => '',
  keys: () => ({}), hours: () => null, file: () => null,
};

/** @param {Resource} resource @returns {Field[]} */
export function fieldsOf(resource) {
  return resource.sections.flatMap((section) => section.fields);
}

/** @param {Resource} resource @returns {Item} a new item as the form begins with it */
export function blank(resource) {
  /** @type {Item} */
  const item = {};
  for (const field of fieldsOf(resource)) {
    if (field.name !== '') item[field.name] = structuredClone(field.initial === undefined ? INITIAL[field.kind]() : field.initial);
    else for (const part of field.parts ?? []) item[part] = '';
  }
  return item;
}

/**
 * What of an item the form edits: the fields that it has, passwords empty because the API never tells them.
 * @param {Resource} resource
 * @param {Item} item
 * @returns {Item}
 */
export function editable(resource, item) {
  const empty = blank(resource);
  return Object.fromEntries(Object.entries(empty).map(([name, initial]) => [name, name in item ? structuredClone(item[name]) : initial]));
}

/** @param {Field} field @returns {string[]} paths at which the API may find a fault with the field */
export function pathsOf(field) {
  return field.name === '' ? ['', ...(field.parts ?? [])] : [field.name];
}

/** @param {Resource} resource @param {Item} item @param {Sources} [sources] @returns {string} */
export function labelOf(resource, item, sources = {}) {
  if (resource.label) return resource.label(item, sources);
  const key = String(item[resource.key]);
  return item.name && item.name !== key ? `${item.name} (${key})` : key;
}

/**
 * @param {Resource} resource
 * @param {Item[]} items
 * @returns {Item[]} those whose order can be changed, in their order
 */
export function movables(resource, items) {
  return resource.movable ? items.filter((item) => resource.removable?.(item) ?? true) : [];
}

/** @param {Resource} resource @returns {string[]} names of the tables that its form chooses from */
export function linksOf(resource) {
  const needed = new Set();
  for (const field of fieldsOf(resource)) {
    if (field.link) needed.add(field.link);
    for (const table of NEEDED[field.kind] ?? []) needed.add(table);
    for (const option of [...(field.options ?? []), ...(field.parts ?? [])]) {
      const table = TARGET_TABLES[option];
      if (table && ['target', 'action', 'keys'].includes(field.kind)) needed.add(table);
    }
  }
  return [...needed];
}

/** The table that each kind of target is chosen from. @type {Record<string, string>} */
export const TARGET_TABLES = { group: 'groups', extension: 'extensions', menu: 'menus', voicemail: 'mailboxes', prompts: 'announcements' };

/** The tables that a kind of field always chooses from. @type {Partial<Record<Kind, string[]>>} */
const NEEDED = { members: ['users'], owner: ['groups', 'extensions'], sounds: ['announcements'], action: ['announcements'], keys: ['announcements'] };
