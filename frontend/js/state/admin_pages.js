/** The pages of the administration, in the order of the menus (F2.1, F2.3), and the rights of which each needs one. Pure data. */

/** @typedef {'masters' | 'pbx' | 'monitor_settings' | 'monitor+monitor_settings'} AdminRight both, where there is a `+` */
/** @typedef {{ path: string, rights: AdminRight[] }} AdminPage */

/** @param {string} area @param {AdminRight[]} rights @param {string[]} names @returns {AdminPage[]} */
const pages = (area, rights, names) => names.map((name) => ({ path: `/${area}/${name}`, rights }));

export const MASTER_PAGES = [
  ...pages('masters', ['masters'], ['users', 'statuses', 'groups', 'thresholds', 'permission-sets', 'chat']),
  ...pages('masters', ['monitor+monitor_settings'], ['sessions']),
  ...pages('masters', ['masters', 'monitor_settings'], ['audit']),
];
/** These have a window of their own. */
export const PBX_PAGES = pages('pbx', ['pbx'], ['extensions', 'trunks', 'routes', 'receptions', 'menus', 'announcements', 'mailboxes', 'handling', 'holidays']);
export const PBX_HOME = '/pbx/extensions';

/** @param {AdminPage} page @param {{ user: { permissions: readonly string[] } }} session */
export function mayOpen({ rights }, session) {
  return rights.some((right) => right.split('+').every((each) => session.user.permissions.includes(each)));
}
