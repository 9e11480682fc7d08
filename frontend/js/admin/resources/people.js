/** Users, permission sets and statuses (F9.1, F9.2, F9.4). */

/** @import { Item, Resource } from '../describe.js' */

import { byName } from '../../state/collation.js';

const apart = byName('apart');
/** @param {string} a @param {string} b extensions as numbers, none last */
const byNumber = (a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'en', { numeric: true });

/** @type {Resource} */
export const users = {
  name: 'users', page: '/masters/users', api: '/users', key: 'id', schemas: ['NewUser', 'UserPatch'],
  columns: ['id', 'name', 'extension', 'permission_set', 'phone'],
  order: (a, b) => byNumber(a.extension, b.extension) || a.id.localeCompare(b.id),
  sections: [
    { name: 'user', fields: [
      { name: 'id', kind: 'text', required: true, fixed: true, maxLength: 64 },
      { name: 'name', kind: 'text', required: true, maxLength: 64 },
      { name: 'password', kind: 'password', required: true },
      { name: 'permission_set', kind: 'link', link: 'permission_sets', required: true, initial: 'operator' },
    ] },
    { name: 'telephone', fields: [
      { name: 'extension', kind: 'link', link: 'extensions', none: 'no_extension', among: (option, item) => option.user === '' || option.user === item.id },
      { name: 'phone', kind: 'choice', options: ['browser', 'desk'], initial: 'browser' },
      { name: 'shown', kind: 'link', link: 'groups', none: 'first_group' },
    ] },
  ],
};

/** @type {Resource} */
export const permissionSets = {
  name: 'permission_sets', page: '/masters/permission-sets', api: '/permission-sets', key: 'id', schemas: ['SitePermissionSet', 'PermissionSetPatch'],
  columns: ['name', 'id', 'permissions', 'allowed'],
  order: (a, b) => apart(a.name, b.name),
  replaceable: true,
  sections: [
    { name: 'permission_set', fields: [
      { name: 'name', kind: 'text', required: true, maxLength: 64 },
      { name: 'id', kind: 'text', required: true, fixed: true, maxLength: 64 },
      { name: 'permissions', kind: 'checks', words: 'permission', options: [
        'monitor', 'reports', 'monitor_settings', 'masters', 'phone', 'history', 'pbx', 'internal_call', 'chat_reply_only',
      ], groups: [['monitor', 'reports', 'monitor_settings', 'masters'], ['phone', 'history', 'pbx'], ['internal_call', 'chat_reply_only']] },
      { name: 'allowed', kind: 'checks', words: 'number_class', initial: ['domestic', 'mobile', 'free', 'special'],
        options: ['domestic', 'mobile', 'free', 'special', 'premium', 'international'] },
    ] },
  ],
};

/** @param {Item} item only those can be renamed and deleted */
const isWork = (item) => item.id === undefined || item.id.startsWith('work:');

/** @type {Resource} */
export const statuses = {
  name: 'statuses', page: '/masters/statuses', api: '/statuses', key: 'id', schemas: ['SiteStatus', 'StatusPatch'],
  columns: ['ja', 'en', 'colour', 'choosable'],
  removable: isWork,
  movable: true,
  most: 6,
  label: (item) => item.ja,
  sections: [
    { name: 'status', fields: [
      { name: 'ja', kind: 'text', required: true, maxLength: 15, shown: isWork },
      { name: 'en', kind: 'text', maxLength: 30, shown: isWork },
      { name: 'colour', kind: 'colour', initial: '#e64980' },
    ] },
  ],
};
