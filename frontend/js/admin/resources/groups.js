/** 電話グループ (F9.3, F9.7), and their target of answering (F9.5) on a page of its own. */

/** @import { Resource } from '../describe.js' */

import { byName } from '../../state/collation.js';

const together = byName('together');
const OVERFLOW = ['group', 'external', 'voicemail', 'prompts'];

/** @type {Resource} */
export const groups = {
  name: 'groups', page: '/masters/groups', api: '/groups', key: 'id', schemas: ['SiteGroup', 'GroupPatch'],
  columns: ['name', 'number', 'id', 'strategy', 'members', 'ring_s', 'target_s'],
  order: (a, b) => together(a.name, b.name),
  sections: [
    { name: 'group', fields: [
      { name: 'name', kind: 'text', required: true, maxLength: 64 },
      { name: 'number', kind: 'phone', required: true },
      { name: 'id', kind: 'text', required: true, fixed: true, maxLength: 64 },
    ] },
    { name: 'distribution', fields: [
      { name: 'members', kind: 'members' },
      { name: 'strategy', kind: 'choice', options: ['ring_all', 'longest_idle', 'round_robin', 'in_order', 'fewest_calls'], initial: 'ring_all' },
      { name: 'ring_s', kind: 'number', unit: 'seconds', min: 1, max: 600, initial: 20 },
      { name: 'pause_after', kind: 'number', unit: 'times', min: 0, max: 100 },
      { name: 'acw_cap_s', kind: 'number', unit: 'seconds', min: 0, max: 86_400 },
      { name: 'target_s', kind: 'number', unit: 'seconds', min: 1, max: 3600, initial: 20 },
    ] },
    { name: 'overflow', fields: [
      { name: 'max_wait_s', kind: 'number', unit: 'seconds', min: 0, max: 86_400 },
      { name: 'overflow_wait', kind: 'target', options: OVERFLOW },
      { name: 'queue_limit', kind: 'number', unit: 'callers', min: 0, max: 10_000 },
      { name: 'overflow_full', kind: 'target', options: OVERFLOW },
      { name: 'overflow_nobody', kind: 'target', options: OVERFLOW, nullable: 'wait', initial: null },
    ] },
    { name: 'queue', fields: [
      { name: 'queue_answer', kind: 'toggle' },
      { name: 'queue_music', kind: 'link', link: 'announcements', required: true, initial: 'hold' },
      { name: 'announce_s', kind: 'number', unit: 'seconds', min: 0, max: 3600 },
      { name: 'announce_position', kind: 'toggle', initial: true },
      { name: 'announce_wait', kind: 'toggle', initial: true },
    ] },
  ],
};

/** @type {Resource} */
export const thresholds = {
  name: 'groups', page: '/masters/thresholds', api: '/groups', key: 'id', schemas: [],
  columns: ['name', 'number', 'target_s'],
  order: groups.order,
  fixedSet: true,
  sections: [{ name: 'thresholds', fields: [{ name: 'target_s', kind: 'number', unit: 'seconds', min: 1, max: 3600, initial: 20 }] }],
};
