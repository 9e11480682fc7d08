/** A wallboard: chosen figures on a screen without a log-in and without controls, opened by a link. */

/** @import { WallBoard } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { api, ApiError } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { app, sentence } from '../app.js';
import { icon } from '../components/icons.js';
import { language, showLanguage, t } from '../i18n.js';
import { dateTime, timeOfDay } from '../state/format.js';
import { showTheme, useStatusColours } from '../theme.js';
import { learnTime, onTick, serverNow } from '../ticker.js';
import { wallBlocks, wallRoom } from '../wall/parts.js';
import { keepScreen, renew, toggleFullScreen } from '../wall/screen.js';
import { fit } from '../wall/sizes.js';

/** Pause before the next attempt to open the link, ms. */
const AGAIN_MS = 3000;
/** A link that has expired may be given more time. */
const EXPIRED_MS = 30_000;

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  const link = new URLSearchParams(location.search).get('link') || '-';
  /** @type {WallBoard | null} */
  let board = null;
  /** Why nothing can be shown. @type {ApiError | null} */
  let over = null;
  let up = true;
  let lostAt = '';
  /** @type {(() => void) | null} */
  let close = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;

  /** @param {WallBoard} next */
  async function hear(next) {
    learnTime(next.at, board === null);
    if (language() !== next.language) await showLanguage(next.language);
    showTheme(next.theme);
    if (JSON.stringify(board?.statuses) !== JSON.stringify(next.statuses)) useStatusColours(next.statuses);
    app.statuses = /** @type {any[]} */ (next.statuses);
    board = next;
    over = null;
    document.title = `${next.name} – Kikite`;
    draw();
  }

  /** @param {unknown} error @returns {boolean} whether the link is no good, and trying again is of no use */
  function ended(error) {
    if (!(error instanceof ApiError) || !error.code.startsWith('wallboard_')) return false;
    over = error;
    board = null;
    close?.();
    close = null;
    if (error.code === 'wallboard_expired' || error.code === 'wallboard_attempts') retry = setTimeout(() => void open(), EXPIRED_MS);
    draw();
    return true;
  }

  async function open() {
    const token = location.hash.slice(1);
    try {
      await hear(await (token ? api.openWallboard(link, token) : api.wallboard(link)));
    } catch (error) {
      if (!ended(error)) retry = setTimeout(() => void open(), AGAIN_MS);
      return;
    }
    // The cookie has it now; in the address anybody could read it off.
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    close ??= openStream(`/wallboards/${encodeURIComponent(link)}/stream`, ['board'], {
      event: (_name, data) => void hear(data),
      connected,
      alive,
    });
  }

  /** @param {boolean} now */
  function connected(now) {
    if (now && !up) void renew();
    if (!now) lostAt = new Date(serverNow()).toISOString();
    up = now;
    draw();
  }

  async function alive() {
    try {
      await hear(await api.wallboard(link));
      return true;
    } catch (error) {
      return !ended(error);
    }
  }

  function head() {
    const zone = board?.time_zone ?? 'Asia/Tokyo';
    return html`<header class="wall-head"><h1>${board?.name}</h1>
      <div role="status" data-item="connection" ?data-down=${!up}>${up ? nothing
        : html`${icon('lost')}<strong>${t('banner.down')}</strong><span>${t('wall.as_of', { time: timeOfDay(lostAt, zone) })}</span>`}</div>
      <time class="digits">${dateTime(new Date(serverNow()).toISOString(), language(), zone)}</time></header>`;
  }

  function body() {
    if (over) return html`<main class="wall-over" data-code=${over.code}>${icon('lost')}<h1>${t('wall.over')}</h1><p role="alert">${sentence(over)}</p></main>`;
    if (!board) return html`<main class="wall-over"><p role="status">${t('wall.opening')}</p></main>`;
    return html`${head()}<main class="wall-blocks" ?data-stale=${!up}>${wallBlocks(board, serverNow())}</main>`;
  }

  function draw() {
    render(html`<div class="wall">${body()}
      <button type="button" class="wall-full" data-action="full-screen" @click=${toggleFullScreen}>${icon('board')}<span>${t(document.fullscreenElement ? 'wall.leave_full' : 'wall.full')}</span></button></div>`, root);
    if (board) fit(root, board, wallRoom(board).scale);
  }

  const anew = () => location.reload();
  addEventListener('hashchange', anew);
  document.addEventListener('fullscreenchange', draw);
  const release = keepScreen(root);
  const stop = onTick(draw);
  draw();
  void open();
  return {
    render: draw,
    unmount: () => {
      close?.();
      clearTimeout(retry);
      release();
      stop();
      removeEventListener('hashchange', anew);
      document.removeEventListener('fullscreenchange', draw);
    },
  };
}
