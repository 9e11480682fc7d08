/** The real-time monitors (F3.2, F3.8, F3.9, F3.11): all three on one page, or the groups' or the operators' alone. */

/** @import { BoardSnapshot, MonitorSettings, ScreenChoice } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { sentence, sessionAlive } from '../app.js';
import { icon } from '../components/icons.js';
import { keyHelp } from '../components/key_help.js';
import { OperatorActions } from '../components/operator_actions.js';
import { trunkLine } from '../components/trunk_line.js';
import { t } from '../i18n.js';
import { figureClicked, reopenFigure } from '../monitor/figures.js';
import { boardSections } from '../monitor/sections.js';
import { rowKeys } from '../monitor/row_keys.js';
import { OwnPhone } from '../phone/own_phone.js';
import { applyChange } from '../state/board.js';
import { DEFAULTS, SCREENS } from '../state/monitor.js';
import { learnTime } from '../ticker.js';
import { shell } from './shell.js';

const KEYS = [['↑ ↓ ← →', 'keys.rows'], ['Tab', 'keys.figures'], ['Home End', 'keys.ends'], ['Enter', 'keys.open'], ['?', 'keys.help']];

/**
 * @param {HTMLElement} root
 * @param {string} path
 * @returns {import('../app.js').View}
 */
export function mount(root, path) {
  const screen = SCREENS[path] ?? 'combined';
  /** @type {BoardSnapshot | null} */
  let board = null;
  /** @type {MonitorSettings | null} */
  let settings = null;
  /** @type {boolean | null} */
  let connected = null;
  /** What could not be saved or read, as a sentence. */
  let fault = '';
  let frame = 0;
  /** Whether more than rows has to be drawn. */
  let whole = false;
  const own = new OwnPhone(() => schedule(true));
  const actions = new OperatorActions(own, draw);
  const sections = boardSections(screen, (next) => void save(next));

  /**
   * @param {string} name
   * @param {any} data
   */
  function hear(name, data) {
    learnTime(data.at, name === 'snapshot');
    const before = board;
    if (name === 'snapshot') board = data;
    else if (board) board = applyChange(board, data);
    schedule(name === 'snapshot' || board?.trunks !== before?.trunks || actions.open);
  }

  /** Several changes of one moment are drawn once. @param {boolean} everything */
  function schedule(everything) {
    whole ||= everything;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (whole) draw();
      else if (board && settings) sections.show(board, settings);
    });
  }

  function draw() {
    whole = false;
    render(shell({ connected, body: html`<h1 class="visually-hidden">${t(`title.${path}`)}</h1>${body()}${keyHelp(KEYS)}` }), root);
    if (board && settings) sections.show(board, settings);
  }

  function body() {
    if (!board || !settings) return html`<p class="loading" role="status">${t('monitor.loading')}</p>`;
    return html`${fault ? html`<div class="notice" data-kind="error" role="alert">${icon('alert')}<div><strong>${fault}</strong></div></div>` : nothing}
      ${actions.own()}${trunkLine(board.trunks)}${sections.frames(board, settings)}${actions.content(board.operators)}`;
  }

  /** Keep how this screen looks; it looks so at once. @param {ScreenChoice} choice */
  async function save(choice) {
    if (!settings) return;
    settings = { ...settings, screens: { ...settings.screens, [screen]: choice } };
    fault = '';
    draw();
    try {
      await api.changeScreen(screen, choice);
    } catch (error) {
      fault = `${t('monitor.not_kept')} ${sentence(error)}`;
      draw();
    }
  }

  async function load() {
    try {
      settings = await api.monitorSettings();
    } catch (error) {
      settings = { watched: { groups: [], users: [] }, screens: DEFAULTS };
      fault = `${t('monitor.settings_unread')} ${sentence(error)}`;
    }
    draw();
  }

  /** @param {Event} event */
  const clicked = (event) => {
    if (!figureClicked(event)) actions.clicked(event);
  };

  const forgetKeys = rowKeys(root);
  root.addEventListener('click', clicked);
  const close = openStream('/monitor/stream', ['snapshot', 'change'], {
    event: hear,
    connected: (up) => {
      connected = up;
      schedule(true);
    },
    alive: sessionAlive,
  });
  draw();
  void load();
  reopenFigure();
  return {
    render: draw,
    unmount: () => {
      close();
      own.close();
      forgetKeys();
      root.removeEventListener('click', clicked);
      cancelAnimationFrame(frame);
    },
  };
}
