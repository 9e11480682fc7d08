/** The window that shows what a figure of a report or a board counts, and how it comes back (F7.9). */

/** @import { FigureTotal, Report } from '../api/types' */
/** @import { List, Source } from './figure_parts.js' */

import { html, nothing } from 'lit-html';
import { api } from '../api/client.js';
import { sentence } from '../app.js';
import { language, t } from '../i18n.js';
import { monthOf } from '../reports/dates.js';
import { figureParts } from './figure_parts.js';
import { openModal } from './modal.js';

/**
 * @typedef {object} Wanted one figure
 * @property {'groups' | 'operators'} page
 * @property {string} subject id
 * @property {string} unit
 * @property {string} period as in the address of a report; "" = the present business day
 * @property {string} bucket "" = the whole period
 * @property {string} item id of the column
 * @property {string} profile
 * @property {boolean} [differing] only what the other profile counts otherwise
 */

/** @returns {Record<Source, List>} */
const unread = () => ({ calls: { items: [], cursor: null, busy: false }, statuses: { items: [], cursor: null, busy: false } });

/** Open what a figure counts over the page. @param {Wanted} wanted */
export function openFigure(wanted) {
  const { page, subject, differing, ...rest } = wanted;
  const asked = { ...rest, [page === 'groups' ? 'group' : 'operator']: subject };
  /** @type {FigureTotal | null} */
  let figure = null;
  /** By the other profile, where what differs is shown. @type {FigureTotal | null} */
  let other = null;
  /** @type {unknown} */
  let failure = null;
  let lists = unread();
  /** Whether the figure has become another one since the lists were begun. */
  let changed = false;
  /** Counts how often all was read: answers to what was asked before are thrown away. */
  let turn = 0;

  /** One more page. @param {Source} source */
  async function read(source) {
    const mine = turn;
    const list = lists[source];
    list.busy = true;
    modal.draw();
    try {
      const query = { ...asked, cursor: list.cursor ?? '', differing: differing ? 'true' : '' };
      const found = await (source === 'calls' ? api.figureCalls(page, query) : api.figureStatuses(page, query));
      if (mine !== turn) return;
      take(list, found);
    } catch (error) {
      if (mine !== turn) return;
      failure = error;
    }
    list.busy = false;
    modal.draw();
  }

  /** @param {List} list @param {import('../api/types').FigureCalls | import('../api/types').FigureStatuses} found */
  function take(list, found) {
    if (figure && list.cursor) changed ||= found.figure.n !== figure.n || found.figure.d !== figure.d;
    else figure = found.figure;
    list.items = [...list.items, ...found.items];
    list.cursor = found.next_cursor;
  }

  async function readOther() {
    const mine = turn;
    try {
      const found = await api.figureCalls(page, { ...asked, profile: asked.profile === 'strict' ? 'manual' : 'strict', limit: 1 });
      if (mine === turn) other = found.figure;
    } catch (error) {
      if (mine === turn) failure = error;
    }
    modal.draw();
  }

  async function readAll() {
    turn += 1;
    lists = unread();
    failure = null;
    changed = false;
    if (differing) await readOther();
    await read('calls');
    if (!differing && figure?.sources.includes('statuses')) await read('statuses');
  }

  const modal = openModal({
    id: 'figure', close: t('explain.close'), closed: forget,
    view: () => ({
      title: figure ? t(differing ? 'figure.differs' : 'figure.made_of', { item: figure.column.label[language()] }) : t('figure.loading'),
      body: html`${failure === null ? nothing : html`<p class="notice" data-kind="error" role="alert">${t('figure.failed')}: ${sentence(failure)}</p>`}
        ${figure ? figureParts({ figure, other, lists, changed, more: (source) => void read(source), again: () => void readAll(), leave: () => remember(wanted) })
          : failure === null ? html`<p class="loading" role="status">${t('figure.loading')}</p>` : nothing}`,
    }),
  });
  void readAll();
}

/** The browser comes back to it by its way back. @param {Wanted} wanted */
function remember(wanted) {
  history.replaceState({ ...history.state, figure: wanted }, '');
}

function forget() {
  if (history.state?.figure) history.replaceState({ ...history.state, figure: null }, '');
}

/** Where the page was left by a link in such a window, open the window again. */
export function reopenFigure() {
  if (history.state?.figure) openFigure(history.state.figure);
}

/**
 * For a click on a report: one on a figure opens what it counts.
 * @param {'groups' | 'operators'} page
 * @param {Report} report
 * @returns {(event: Event) => void}
 */
export function openClicked(page, report) {
  return ({ target }) => {
    const cell = target instanceof Element ? target.closest('button.figure')?.closest('td') : null;
    if (cell instanceof HTMLElement) openFigure(figureOf(cell.dataset, page, report));
  };
}

/**
 * The figure that stands in a cell of a report.
 * @param {DOMStringMap} cell
 * @param {'groups' | 'operators'} page
 * @param {Pick<Report, 'periods' | 'profile' | 'unit'>} report
 * @returns {Wanted}
 */
function figureOf(cell, page, { periods, profile, unit }) {
  const { begin, end } = periods[Number(cell.period)] ?? { begin: '', end: '' };
  const [from, to] = unit === 'month' ? [monthOf(begin), monthOf(end)] : [begin, end];
  return {
    page, unit, subject: cell.subject ?? '', period: `${from}..${to}`, bucket: cell.bucket ?? '',
    item: cell.column ?? '', profile: cell.profile ?? profile, ...('differing' in cell ? { differing: true } : {}),
  };
}
