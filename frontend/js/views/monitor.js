/** The real-time monitors (F3.2, F3.11): all three tables, or one of them. */

/** @import { BoardSnapshot } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { openStream } from '../api/stream.js';
import { app, sessionAlive } from '../app.js';
import { groupTable, operatorTable, overallTable } from '../components/board_table.js';
import { OperatorActions } from '../components/operator_actions.js';
import { trunkLine } from '../components/trunk_line.js';
import { t } from '../i18n.js';
import { OwnPhone } from '../phone/own_phone.js';
import { applyChange } from '../state/board.js';
import { sortOperators } from '../state/sort.js';
import { learnTime } from '../ticker.js';
import { shell } from './shell.js';

/** @type {Record<string, string[]>} */
const SECTIONS = {
  '/monitor': ['overall', 'groups', 'operators'],
  '/monitor/groups': ['groups'],
  '/monitor/operators': ['operators'],
};

/**
 * @param {HTMLElement} root
 * @param {string} path
 * @returns {import('../app.js').View}
 */
export function mount(root, path) {
  /** @type {BoardSnapshot | null} */
  let board = null;
  /** @type {boolean | null} */
  let connected = null;
  let frame = 0;
  const own = new OwnPhone(schedule);
  const actions = new OperatorActions(own, draw);

  /**
   * @param {string} name
   * @param {any} data
   */
  function hear(name, data) {
    learnTime(data.at, name === 'snapshot');
    if (name === 'snapshot') board = data;
    else if (board) board = applyChange(board, data);
    schedule();
  }

  /** Several changes of one moment are drawn once. */
  function schedule() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  }

  function draw() {
    render(shell({ connected, body: html`<h1 class="visually-hidden">${t(`title.${path}`)}</h1>${body()}` }), root);
  }

  function body() {
    if (!board) return html`<p class="loading" role="status">${t('monitor.loading')}</p>`;
    const tables = (SECTIONS[path] ?? []).map((section) => html`
      <section class="panel" data-section=${section}><h2>${t(`monitor.${section}`)}${note(section)}</h2>${tableOf(section)}</section>`);
    return html`${actions.own()}${trunkLine(board.trunks)}${tables}${actions.content(board.operators)}`;
  }

  /** @param {string} section */
  function note(section) {
    if (!board || section !== 'operators') return nothing;
    const online = board.operators.filter((row) => row.status !== 'logged_out').length;
    return html`<small>${t('monitor.online', { online, all: board.operators.length })}</small>`;
  }

  /** @param {string} section */
  function tableOf(section) {
    if (!board) return nothing;
    if (section === 'overall') return overallTable(board.overall);
    if (section === 'groups') return groupTable(board.groups);
    return operatorTable(sortOperators(board.operators, app.statuses), actions.clicked);
  }

  const close = openStream('/monitor/stream', ['snapshot', 'change'], {
    event: hear,
    connected: (up) => {
      connected = up;
      schedule();
    },
    alive: sessionAlive,
  });
  draw();
  return {
    render: draw,
    unmount: () => {
      close();
      own.close();
      cancelAnimationFrame(frame);
    },
  };
}
