/** The parts of a monitor: their frames, drawn where something other than rows changes, and their rows. */

/** @import { BoardRow, BoardSnapshot, MonitorSettings, OperatorRow, Screen, ScreenChoice } from '../api/types' */
/** @import { Column } from '../state/columns.js' */

import { html, nothing } from 'lit-html';
import { createRef, ref } from 'lit-html/directives/ref.js';
import { app } from '../app.js';
import { cards, paintSeat, paintTile } from '../components/board_cards.js';
import { boardTable, OPERATOR_LEADING, paintGroup, paintOperator, paintOverall } from '../components/board_table.js';
import { choose } from '../components/chooser.js';
import { icon } from '../components/icons.js';
import { KeyedRows } from '../components/keyed_rows.js';
import { language, t } from '../i18n.js';
import { mayReport } from '../router.js';
import { boardColumns, shownColumns } from '../state/columns.js';
import { chosenRows, hiddenAfter, perLine } from '../state/monitor.js';
import { named, nameSorter, operatorSorter } from '../state/sort.js';

/** @typedef {'overall' | 'groups' | 'operators'} Section */
/** @typedef {ScreenChoice['layout']} Layout */

/** @type {Record<Screen, Section[]>} */
const SECTIONS = { combined: ['overall', 'groups', 'operators'], groups: ['overall', 'groups'], operators: ['operators'] };
/** @type {Record<Screen, Layout[]>} */
const LAYOUTS = { combined: [], groups: ['tiles', 'table'], operators: ['seats6', 'seats10', 'table'] };

/** Whether the figures open what they count (F7.9). */
const mayOpen = () => app.session !== null && mayReport(app.session);

/**
 * @param {Screen} screen
 * @param {(choice: ScreenChoice) => void} change what the user has chosen of the screen's look
 */
export function boardSections(screen, change) {
  /** @type {Column[]} */
  let groupColumns = [];
  /** @type {Column[]} */
  let operatorColumns = [];
  const byNames = nameSorter();
  const groupsByName = nameSorter();
  const byStatus = operatorSorter();
  /** How many are logged in. */
  const note = createRef();
  /** What the rows depend on besides themselves. */
  let look = '';

  const overall = new KeyedRows('tr', (element, /** @type {BoardRow} */ row, before) => paintOverall(element, row, groupColumns, before));
  const groups = new KeyedRows('tr', (element, /** @type {BoardRow} */ row, before) => paintGroup(element, row, groupColumns, before));
  const tiles = new KeyedRows('li', (element, /** @type {BoardRow} */ row) => paintTile(element, row, groupColumns));
  const operators = new KeyedRows('tr', (element, /** @type {OperatorRow} */ row, before) => paintOperator(element, row, operatorColumns, before));
  const seats = new KeyedRows('li', (element, /** @type {OperatorRow} */ row) => paintSeat(element, row, mayOpen()));

  /** @param {MonitorSettings} settings */
  const choiceOf = (settings) => /** @type {ScreenChoice} */ (settings.screens[screen]);
  /** @param {MonitorSettings} settings */
  const layoutOf = (settings) => {
    const { layout } = choiceOf(settings);
    return LAYOUTS[screen].includes(layout) ? layout : 'table';
  };

  /**
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  function groupsOf(board, settings) {
    const watched = groupsByName(chosenRows(board.groups, settings.watched.groups));
    return screen === 'groups' ? chosenRows(watched, choiceOf(settings).groups) : watched;
  }

  /**
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  const operatorsOf = (board, settings) => chosenRows(board.operators, settings.watched.users);

  /**
   * Draw the rows that changed.
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  function show(board, settings) {
    const wanted = SECTIONS[screen];
    const layout = layoutOf(settings);
    if (wanted.includes('overall')) overall.show([board.overall], look);
    if (wanted.includes('groups')) (layout === 'tiles' ? tiles : groups).show(groupsOf(board, settings), look);
    if (!wanted.includes('operators')) return;
    const watched = operatorsOf(board, settings);
    const sorted = choiceOf(settings).order === 'name' ? byNames(watched) : byStatus(watched, app.statuses);
    seats.wide = perLine(layout);
    (layout === 'table' ? operators : seats).show(sorted, look);
    const present = watched.filter((row) => row.status !== 'logged_out').length;
    const text = t('monitor.online', { online: present, all: watched.length });
    if (note.value && note.value.textContent !== text) note.value.textContent = text;
  }

  /**
   * Everything around the rows.
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  function frames(board, settings) {
    const choice = choiceOf(settings);
    groupColumns = app.metrics ? shownColumns(boardColumns(app.metrics, 'board', mayOpen()), choice.hidden) : [];
    operatorColumns = app.metrics ? shownColumns(boardColumns(app.metrics, 'board_operator', mayOpen()), choice.hidden_operator) : [];
    look = [language(), ...groupColumns.map(({ id }) => id), '', ...operatorColumns.map(({ id }) => id)].join(' ');
    return SECTIONS[screen].map((section) => html`<section class="panel" data-section=${section}>
      <header class="panel-head"><h2>${t(`monitor.${section}`)}</h2>
        ${section === 'operators' ? html`<small data-item="online" ${ref(note)}></small>` : nothing}
        <div class="panel-tools">${tools(section, board, settings)}</div></header>
      ${content(section, board, settings)}</section>`);
  }

  /**
   * @param {Section} section
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  function content(section, board, settings) {
    const layout = layoutOf(settings);
    const caption = t(`monitor.${section}`);
    if (section === 'overall') {
      return boardTable({ caption, columns: groupColumns, rows: overall, leading: [{ id: 'name', label: html`<span class="visually-hidden">${t('monitor.scope')}</span>` }] });
    }
    if (section === 'groups') {
      if (groupsOf(board, settings).length === 0) return html`<p class="empty">${t('monitor.no_groups')}</p>`;
      return layout === 'tiles' ? cards('tiles', caption, tiles)
        : boardTable({ caption, columns: groupColumns, rows: groups, leading: [{ id: 'name', label: t('monitor.group') }] });
    }
    if (operatorsOf(board, settings).length === 0) return html`<p class="empty">${t('monitor.no_operators')}</p>`;
    return layout === 'table'
      ? boardTable({ caption, columns: operatorColumns, rows: operators, leading: OPERATOR_LEADING.map((id) => ({ id, label: t(`operator.${id}`) })) })
      : cards(`seats ${layout}`, caption, seats);
  }

  /**
   * @param {Section} section
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  function tools(section, board, settings) {
    const choice = choiceOf(settings);
    const layout = layoutOf(settings);
    return html`
      ${section === 'groups' && screen === 'groups' ? html`<button type="button" data-action="choose-groups"
        @click=${() => void chooseGroups(board, settings)}>${icon('groups')}<span>${t('monitor.choose_groups')}</span></button>` : nothing}
      ${section === 'operators' ? html`<label class="order"><span class="visually-hidden">${t('monitor.order')}</span><select data-action="order"
        @change=${(/** @type {Event} */ event) => change({ ...choice, order: /** @type {ScreenChoice['order']} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value) })}>
        ${['status', 'name'].map((order) => html`<option value=${order} ?selected=${order === choice.order}>${t(`monitor.order.${order}`)}</option>`)}</select></label>` : nothing}
      ${section !== 'overall' && LAYOUTS[screen].length > 0 ? html`<div class="segments" role="group" aria-label=${t('monitor.layout')}>
        ${LAYOUTS[screen].map((one) => html`<button type="button" data-layout=${one} aria-pressed=${one === layout ? 'true' : 'false'}
          @click=${() => change({ ...choice, layout: one })}>${t(`monitor.layout.${one}`)}</button>`)}</div>` : nothing}
      ${section !== 'groups' && !(section === 'operators' && layout !== 'table') ? html`<button type="button" class="quiet icon-only" data-action="columns"
        title=${t('monitor.columns')} aria-label=${t('monitor.columns_of', { table: t(`monitor.${section}`) })} @click=${() => void chooseColumns(section, choice)}>${icon('gear')}</button>` : nothing}`;
  }

  /**
   * @param {Section} section
   * @param {ScreenChoice} choice
   */
  async function chooseColumns(section, choice) {
    if (!app.metrics) return;
    const key = section === 'operators' ? 'hidden_operator' : 'hidden';
    const offered = boardColumns(app.metrics, section === 'operators' ? 'board_operator' : 'board');
    const options = offered.map(({ id, label }) => ({ id, label: label[language()], on: !choice[key].includes(id) }));
    const title = t(section === 'operators' ? 'monitor.columns.operators' : 'monitor.columns.groups');
    const shown = await choose({ title, hint: t('monitor.columns.hint'), options });
    if (shown) change({ ...choice, [key]: hiddenAfter(choice[key], offered.map(({ id }) => id), shown) });
  }

  /**
   * @param {BoardSnapshot} board
   * @param {MonitorSettings} settings
   */
  async function chooseGroups(board, settings) {
    const watched = chosenRows(board.groups, settings.watched.groups);
    const present = new Set(groupsOf(board, settings).map(({ id }) => id));
    const options = named(watched).map(({ id, name }) => ({ id, label: name, on: present.has(id) }));
    const chosen = await choose({ title: t('monitor.choose_groups'), hint: t('monitor.choose_groups.hint'), options, needed: true });
    if (chosen) change({ ...choiceOf(settings), groups: chosen.size === watched.length ? [] : [...chosen] });
  }

  return { frames, show };
}
