/** The pages of the administration, in the order of the menus (F2.1, F2.3), and the right that each needs. Pure data. */

/** @typedef {'masters' | 'pbx' | 'monitor_settings'} AdminRight */
/** @typedef {{ path: string, permission: AdminRight }} AdminPage */

/** @param {string} area @param {AdminRight} permission @param {string[]} names @returns {AdminPage[]} */
const pages = (area, permission, names) => names.map((name) => ({ path: `/${area}/${name}`, permission }));

export const MASTER_PAGES = [
  ...pages('masters', 'masters', ['users', 'statuses', 'groups', 'thresholds', 'permission-sets', 'chat', 'audit']),
  ...pages('masters', 'monitor_settings', ['supervisions']),
];
/** These have a window of their own. */
export const PBX_PAGES = pages('pbx', 'pbx', ['extensions', 'trunks', 'routes', 'receptions', 'menus', 'announcements', 'mailboxes', 'handling', 'holidays']);
export const PBX_HOME = '/pbx/extensions';
