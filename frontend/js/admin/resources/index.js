/** All that can be configured, by page and by table. */

/** @import { Resource } from '../describe.js' */

import { chat } from './chat.js';
import { groups, thresholds } from './groups.js';
import { extensions, handling, routes, trunkPresets, trunks } from './lines.js';
import { permissionSets, statuses, users } from './people.js';
import { announcements, mailboxes, menus, receptions } from './reception.js';

/** @type {Resource[]} */
export const RESOURCES = [users, statuses, groups, thresholds, permissionSets, extensions, trunks, routes, receptions, menus, announcements, mailboxes, handling, chat];

/** @param {string} path @returns {Resource | undefined} */
export function resourceAt(path) {
  return RESOURCES.find((resource) => resource.page === path);
}

/** @param {string} name @returns {Resource} the first: the one with all fields */
export function resourceOf(name) {
  const found = [...RESOURCES, trunkPresets].find((resource) => resource.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
}
