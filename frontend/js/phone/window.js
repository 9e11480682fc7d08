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

/** What the console's window is called, so that the others find it. */
const CONSOLE = 'kikite-console';

/** The window that shows the console is where the others lead back to. @param {boolean} console whether this one shows it now */
export function nameWindow(console) {
  if (console) window.name ||= CONSOLE;
  else if (window.name === CONSOLE) window.name = '';
}

/**
 * Lead back to the console: to its window, where there is one that this was opened from, else to a new one.
 * @param {string} home its first page
 * @param {(path: string) => boolean} within whether a page is one of the console
 */
export function openConsole(home, within) {
  const opened = window.open('', CONSOLE);
  if (!opened) return;
  if (!within(opened.location.pathname)) opened.location.href = home;
  opened.focus();
}

export function openPhoneWindow() {
  return openWindow('/phone', 'popup,width=460,height=860');
}
