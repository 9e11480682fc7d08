/** Windows of their own (F2.3). */

/**
 * Open one of our pages in its own window, or bring that window to the front.
 * @param {string} path
 * @param {string} features
 * @param {string} [home] where the addresses of all pages of that window begin
 * @returns {boolean} whether it is there; the browser may keep it from opening
 */
export function openWindow(path, features, home = path) {
  const opened = window.open('', `kikite${path.replaceAll('/', '-')}`, features);
  if (!opened) return false;
  // A window that is there already keeps its call: only a new one is sent to the page.
  if (!opened.location.pathname.startsWith(home)) opened.location.href = path;
  opened.focus();
  return true;
}

export function openPhoneWindow() {
  return openWindow('/phone', 'popup,width=460,height=820');
}
