/** How groups receive callers, menus and sounds (F9.7, F10.5). */

/** @import { Item, Resource } from '../describe.js' */

import { has, t } from '../../i18n.js';

/** A sound that came with the program has its name in the catalogue. @param {Item} item */
function soundLabel(item) {
  if (item.name !== item.id) return `${item.name} (${item.id})`;
  return has(`admin.option.sound.${item.id}`) ? `${t(`admin.option.sound.${item.id}`)} (${item.id})` : item.id;
}

/** @type {Resource} */
export const receptions = {
  name: 'receptions', page: '/pbx/receptions', api: '/receptions', key: 'group', schemas: ['SiteReception', 'ReceptionPatch'],
  columns: ['group', 'hours', 'greeting', 'menu', 'closed', 'hold_music'],
  beside: 'opening',
  sections: [
    { name: 'reception', fields: [
      { name: 'group', kind: 'link', link: 'groups', required: true, fixed: true },
      { name: 'hours', kind: 'hours' },
      { name: 'closed', kind: 'sounds', max: 10, initial: ['closed'] },
    ] },
    { name: 'open', fields: [
      { name: 'greeting', kind: 'sounds', max: 10 },
      { name: 'menu', kind: 'link', link: 'menus', none: 'no_menu' },
      { name: 'hold_music', kind: 'link', link: 'announcements', none: 'usual_music' },
    ] },
  ],
};

const TARGETS = ['group', 'extension', 'external', 'menu', 'again'];

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
        initial: { prompts: ['goodbye'], group: '', extension: '', external: '', menu: '', again: false } },
    ] },
  ],
};

/** @type {Resource} */
export const announcements = {
  name: 'announcements', page: '/pbx/announcements', api: '/announcements', key: 'id', schemas: ['Upload'],
  columns: ['id', 'name', 'duration_ms', 'shipped'],
  removable: (item) => !item.shipped,
  // Parts of what is told to those who wait, of no use by themselves.
  choosable: (item) => !/^queue-(place|minutes)-\d+$/.test(item.id),
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
