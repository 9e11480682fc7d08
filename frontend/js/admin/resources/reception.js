/** How groups receive callers, menus and sounds (F9.7, F10.5). */

/** @import { Item, Resource } from '../describe.js' */
/** @import { Sources } from '../store.js' */

import { has, t } from '../../i18n.js';

/** Parts of what is told to those who wait. */
const QUEUE_PART = /^queue-(place|minutes)-(\d+)$/;

/**
 * A sound that came with the program has its name in the catalogue.
 * @param {Item} item
 * @returns {string | null} null: it has no name but its id
 */
export function soundName(item) {
  if (item.name !== item.id) return item.name;
  if (has(`admin.option.sound.${item.id}`)) return t(`admin.option.sound.${item.id}`);
  const [, part, n] = QUEUE_PART.exec(item.id) ?? [];
  return part ? t(`admin.option.sound_part.${part}`, { n: n ?? '' }) : null;
}

/** @param {Item} item */
function soundLabel(item) {
  const name = soundName(item);
  return name ? `${name} (${item.id})` : item.id;
}

/** @type {Resource} */
export const receptions = {
  name: 'receptions', page: '/pbx/receptions', api: '/receptions', key: 'group', schemas: ['SiteReception', 'ReceptionPatch'],
  columns: ['group', 'hours', 'greeting', 'menu', 'closed', 'voicemail', 'hold_music'],
  beside: 'opening',
  sections: [
    { name: 'reception', fields: [
      { name: 'group', kind: 'link', link: 'groups', required: true, fixed: true },
      { name: 'hours', kind: 'hours' },
      { name: 'closed', kind: 'sounds', max: 10, initial: ['closed'] },
      { name: 'voicemail', kind: 'link', link: 'mailboxes', none: 'no_mailbox' },
    ] },
    { name: 'open', fields: [
      { name: 'greeting', kind: 'sounds', max: 10 },
      { name: 'menu', kind: 'link', link: 'menus', none: 'no_menu' },
      { name: 'hold_music', kind: 'link', link: 'announcements', none: 'usual_music' },
    ] },
  ],
};

const TARGETS = ['group', 'extension', 'external', 'menu', 'voicemail', 'again'];

/** @type {Resource} */
export const menus = {
  name: 'menus', page: '/pbx/menus', api: '/menus', key: 'id', schemas: ['SiteMenu', 'MenuPatch'],
  columns: ['name', 'id', 'prompts', 'keys', 'timeout_s', 'attempts'],
  sections: [
    { name: 'menu', fields: [
      { name: 'name', kind: 'text', required: true, maxLength: 64 },
      { name: 'id', kind: 'text', required: true, fixed: true, maxLength: 40 },
      { name: 'prompts', kind: 'sounds', required: true, max: 10 },
    ] },
    { name: 'keys', fields: [{ name: 'keys', kind: 'keys', options: TARGETS }] },
    { name: 'no_key', fields: [
      { name: 'timeout_s', kind: 'number', unit: 'seconds', min: 1, max: 60, initial: 5 },
      { name: 'attempts', kind: 'number', unit: 'times', min: 1, max: 9, initial: 3 },
      { name: 'invalid', kind: 'sounds', max: 10, initial: ['invalid-key'] },
      { name: 'otherwise', kind: 'action', options: TARGETS,
        initial: { prompts: ['goodbye'], group: '', extension: '', external: '', menu: '', voicemail: '', again: false } },
    ] },
  ],
};

/** @type {Resource} */
export const announcements = {
  name: 'announcements', page: '/pbx/announcements', api: '/announcements', key: 'id', schemas: ['Upload'],
  columns: ['id', 'name', 'duration_ms', 'shipped'],
  removable: (item) => !item.shipped,
  order: (a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }),
  choosable: (item) => !QUEUE_PART.test(item.id), // of no use by themselves
  label: soundLabel,
  write: 'upload',
  beside: 'sound',
  sections: [
    { name: 'announcement', fields: [
      { name: 'id', kind: 'text', required: true, fixed: true, maxLength: 40 },
      { name: 'name', kind: 'text', required: true, maxLength: 64 },
      { name: 'wav', kind: 'file', required: true },
    ] },
  ],
};

/** By the name of its group or extension, where we know it. @param {Item} item `group:ID` or `extension:NUMBER` @param {Sources} sources */
const ownerOf = (item, sources) => {
  const [kind = '', ...rest] = String(item.id).split(':');
  const key = rest.join(':');
  const owner = sources[`${kind}s`]?.find((one) => String(one.id ?? one.number) === key);
  return `${t(`admin.option.target.${kind}`)} ${owner ? [owner.number === key ? key : '', owner.name].filter(Boolean).join(' ') : key}`;
};

/** @type {Resource} */
export const mailboxes = {
  name: 'mailboxes', page: '/pbx/mailboxes', api: '/mailboxes', key: 'id', schemas: ['SiteMailbox', 'MailboxPatch'],
  columns: ['id', 'on', 'greeting', 'answer_s', 'max_messages', 'max_s'],
  label: ownerOf,
  sections: [
    { name: 'mailbox', fields: [
      { name: 'id', kind: 'owner', required: true, fixed: true },
      { name: 'on', kind: 'toggle', initial: true },
      { name: 'greeting', kind: 'sounds', max: 10, initial: ['voicemail'] },
      { name: 'answer_s', kind: 'number', unit: 'seconds', min: 0, max: 600, initial: 20, shown: (item) => item.id.startsWith('extension:') },
      { name: 'max_messages', kind: 'number', unit: 'messages', min: 1, max: 1000, initial: 100 },
      { name: 'max_s', kind: 'number', unit: 'seconds', min: 10, max: 3600, initial: 300 },
    ] },
  ],
};
