/** Starts the page: language, theme, session, then the view of the address. */

import { app, heartbeatMs, LEFT, loadMasters, loadSession, sessionAlive } from './app.js';
import { drawChat, followChat } from './chat/index.js';
import { firstLanguage, showLanguage, t } from './i18n.js';
import { theme, useTheme } from './theme.js';
import { followSession } from './session_stream.js';
import { SignsOfLife } from './state/alive.js';
import { failureView } from './views/failure.js';
import { nameWindow } from './phone/window.js';
import { allowed, inConsole, isScreen, viewOf } from './router.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** @type {import('./app.js').View | null} */
let view = null;
/** Counts navigations, so that a slow one never overtakes a later one. */
let turn = 0;
/** The address of what is shown. */
let here = location.href;

function unmount() {
  view?.unmount();
  dispatchEvent(new Event(LEFT));
}

async function show() {
  turn += 1;
  const mine = turn;
  try {
    const session = isScreen(location.pathname) ? null : app.session ?? (await loadSession());
    if (session) await loadMasters();
    const path = allowed(location.pathname, session);
    if (path !== location.pathname) history.replaceState(null, '', path);
    here = location.href;
    const mount = await viewOf(path);
    if (mine !== turn) return;
    unmount();
    document.title = `${t(`title.${path}`)} – Kikite`;
    nameWindow(inConsole(path));
    view = mount(root, path);
    followChat();
    followSession();
  } catch (error) {
    if (mine !== turn) return;
    unmount();
    view = failureView(root, error, () => void show());
  }
}

app.mayLeave = async () => (await view?.mayLeave?.()) ?? true;

/**
 * @param {string} path
 * @param {boolean} replace
 */
async function navigate(path, replace) {
  if (!(await app.mayLeave())) return;
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  await show();
}

app.navigate = (path, replace = false) => void navigate(path, replace);

app.redraw = () => {
  document.title = `${t(`title.${location.pathname}`)} – Kikite`;
  view?.render();
  drawChat();
};

addEventListener('popstate', () => {
  const asked = location.pathname + location.search;
  if (!view?.unsaved?.()) {
    void show();
    return;
  }
  // The browser has gone already: back to what is shown, until it may be left.
  history.pushState(null, '', here);
  void navigate(asked, true);
});
// Links of our own pages change the view without loading the page again.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-link]') : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  app.navigate(link.getAttribute('href') ?? '/');
});

/** The server hears that this browser is alive (F1.5), and the page whether its session is (F1.6). */
async function stayAlive() {
  if (app.session && location.pathname !== '/phone') await sessionAlive(); // the phone has a heartbeat of its own
}

new SignsOfLife(stayAlive, heartbeatMs);

useTheme(theme());
await showLanguage(firstLanguage());
await show();
