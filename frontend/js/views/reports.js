/** 電話グループレポート and オペレーターレポート (F7): the form, what came of it, and both in the page's address. */

/** @import { Report, ReportChoices, ReportColumn, ReportScope } from '../api/types' */
/** @import { Page, Wish } from '../reports/wish.js' */

import { html, nothing, render } from 'lit-html';
import { api, ApiError } from '../api/client.js';
import { sentence } from '../app.js';
import { choose } from '../components/chooser.js';
import { openClicked, reopenFigure } from '../components/figure_window.js';
import { icon } from '../components/icons.js';
import { language, t } from '../i18n.js';
import { hasPlace, profileChoice, reportForm } from '../reports/form.js';
import { chooseOperators } from '../reports/operators_dialog.js';
import { outputs } from '../reports/outputs.js';
import { printInLight } from '../reports/printing.js';
import { ReportDifferences } from '../reports/differences.js';
import { BARS, DIFFERENCES, entries, PIES, resultView } from '../reports/result.js';
import { Layout } from '../reports/series.js';
import { columnKind, firstWish, fromQuery, toQuery, withShares } from '../reports/wish.js';
import { shell } from './shell.js';

/**
 * @param {HTMLElement} root
 * @param {string} path
 * @returns {import('../app.js').View}
 */
export function mount(root, path) {
  const page = /** @type {Page} */ (path.endsWith('/groups') ? 'groups' : 'operators');
  let gone = false;
  /** @type {ReportScope | null} */
  let scope = null;
  /** @type {ReportChoices['items']} */
  let choices = {};
  /** By kind of report. @type {Record<string, ReportColumn[]>} */
  const columns = {};
  /** @type {Wish | null} */
  let wish = null;
  /** @type {{ report: Report, layout: Layout, items: string[], asked: Wish } | null} */
  let shown = null;
  /** @type {Layout | null} */
  let other = null;
  let comparing = false;
  let item = new URLSearchParams(location.search).get('show') ?? '';
  let barItem = '';
  const differences = new ReportDifferences(page, draw);
  /** @type {unknown} */
  let failure = null;
  /** Whether the page itself could not be loaded. */
  let broken = false;
  let waiting = false;
  let said = '';
  /** Counts reports that were asked for: an answer to an older one is thrown away. */
  let turn = 0;

  const faults = () => (failure instanceof ApiError ? failure.faults : []);

  async function start() {
    failure = null;
    broken = false;
    draw();
    try {
      [scope, { items: choices }] = await Promise.all([api.reportScope(), api.reportChoices()]);
      const asked = fromQuery(page, new URLSearchParams(location.search));
      wish = asked ?? firstWish(page, scope.today);
      await listColumns();
      draw();
      if (asked && asked.kind !== 'all') await output(false);
    } catch (error) {
      failure = error;
      broken = true;
    }
    draw();
  }

  async function listColumns() {
    if (!wish) return;
    const kind = columnKind(page, wish.kind);
    columns[kind] ??= (await api.reportColumns(kind)).items;
  }

  const known = () => (wish ? columns[columnKind(page, wish.kind)] ?? [] : []);

  /** The wish with the items that are chosen: those of the address, else those kept on the server. */
  function complete() {
    const now = /** @type {Wish} */ (wish);
    const kept = choices[columnKind(page, now.kind)] ?? [];
    return { ...now, items: now.items.length > 0 ? now.items : kept };
  }

  /** @param {Wish} next */
  async function change(next) {
    wish = next;
    if (!broken) failure = null;
    draw();
    try {
      await listColumns();
    } catch (error) {
      failure = error;
    }
    draw();
  }

  /** @param {boolean} noted whether the address is to be a new one */
  async function output(noted) {
    turn += 1;
    const mine = turn;
    const asked = complete();
    waiting = true;
    failure = null;
    other = null;
    if (noted) history.pushState(null, '', `${path}?${toQuery(page, asked)}`);
    draw();
    try {
      const report = await api.report(page, toQuery(page, withShares(page, asked)));
      if (mine !== turn || gone) return;
      const items = asked.items.length > 0 ? report.columns.map(({ id }) => id).filter((id) => asked.items.includes(id)) : report.columns.map(({ id }) => id);
      shown = { report, layout: new Layout(report), items, asked };
      const all = entries(report, items);
      if (!all.includes(item)) item = all[0] ?? '';
      noteItem();
      if (comparing) await loadOther(mine);
    } catch (error) {
      if (mine !== turn) return;
      shown = null;
      failure = error;
    }
    waiting = false;
    draw();
  }

  /** @param {number} mine */
  async function loadOther(mine) {
    if (!shown) return;
    const { asked } = shown;
    const found = await api.report(page, toQuery(page, withShares(page, { ...asked, profile: asked.profile === 'manual' ? 'strict' : 'manual' })));
    if (mine === turn) other = new Layout(found);
  }

  async function compare() {
    comparing = !comparing;
    other = null;
    draw();
    try {
      if (comparing) await loadOther(turn);
    } catch (error) {
      failure = error;
    }
    draw();
  }

  /** The chosen item is in the address, too. */
  function noteItem() {
    const query = new URLSearchParams(location.search);
    query.set('show', item);
    history.replaceState(null, '', `${path}?${query}`);
  }

  /** @param {string} next */
  function chooseItem(next) {
    if (![BARS, PIES, DIFFERENCES].includes(next)) barItem = next;
    item = next;
    noteItem();
    draw();
  }

  async function chooseItems() {
    if (!wish) return;
    const kind = columnKind(page, wish.kind);
    const now = new Set(complete().items);
    const options = known().map(({ id, label }) => ({ id, label: label[language()], on: now.size === 0 || now.has(id) }));
    const chosen = await choose({ title: t('report.choose_items'), hint: t('report.choose_items.hint'), options, needed: true });
    if (!chosen || gone) return;
    const items = known().map(({ id }) => id).filter((id) => chosen.has(id));
    try {
      await api.changeReportChoice(kind, items);
      choices = { ...choices, [kind]: items.length === known().length ? [] : items };
      await change({ .../** @type {Wish} */ (wish), items: [] });
      if (shown) await output(true);
    } catch (error) {
      failure = error;
      draw();
    }
  }

  async function choosePeople() {
    if (!scope || !wish) return;
    const chosen = await chooseOperators(scope, wish.subjects);
    if (chosen && !gone) await change({ .../** @type {Wish} */ (wish), subjects: chosen });
  }

  /** @param {unknown} error */
  function refused(error) {
    failure = error;
    draw();
  }

  /** @param {string} sentence */
  function told(sentence) {
    said = sentence;
    failure = null;
    draw();
  }

  /** What no field can show. */
  function trouble() {
    const apart = faults().filter(({ field }) => !hasPlace(field));
    if (failure === null) return nothing;
    const detail = failure instanceof ApiError && failure.detail ? failure.detail : sentence(failure);
    return html`<div class="notice" data-kind="error" data-item="error">${icon('alert')}<div><strong>${detail}</strong>${apart.map(({ message, code }) => html`<p>${message || code}</p>`)}</div>
      ${broken || faults().length === 0 ? html`<button type="button" @click=${() => void (broken ? start() : output(false))}>${t('failure.retry')}</button>` : nothing}</div>`;
  }

  function form() {
    if (!scope || !wish) return nothing;
    const all = known().length;
    const count = complete().items.length || all;
    const chosen = page === 'operators' && wish.kind === 'all' ? t('report.items_all') : t('report.items_chosen', { count, all });
    return html`<form class="report-form card" @submit=${(/** @type {Event} */ event) => { event.preventDefault(); void output(true); }}>
      ${reportForm({ page, wish, scope, faults: faults(), chosen, change: (next) => void change(next), chooseItems: () => void chooseItems(), chooseOperators: () => void choosePeople() })}
      <div class="report-buttons"><button type="submit" class="primary" data-action="graph" ?disabled=${page === 'operators' && wish.kind === 'all'}>${icon('board')}<span>${t('report.graph')}</span></button>
        ${outputs({ page, wish: complete(), refused, told })}${profileChoice(wish, (next) => void change(next))}</div></form>`;
  }

  function result() {
    if (waiting && !shown) return html`<p class="loading" role="status">${t('report.loading')}</p>`;
    if (!shown) return scope && failure === null ? html`<p class="loading">${t(page === 'operators' && wish?.kind === 'all' ? 'report.csv_only' : 'report.empty')}</p>` : nothing;
    const { report, asked } = shown;
    return html`<div class="report-shown" aria-busy=${waiting ? 'true' : 'false'} @click=${openClicked(page, report)}>${resultView({
      report, layout: shown.layout, items: shown.items, item, barItem, other, comparing,
      choose: chooseItem, differences: () => differences.view(report, asked), chooseBars: (next) => { barItem = next; draw(); }, compare: () => void compare(),
    })}</div>`;
  }

  function draw() {
    if (gone) return;
    render(shell({ connected: null, tabs: [], body: html`
      <div class="admin-head"><h1>${t(`title.${path}`)}</h1></div>
      <div role="alert">${trouble()}</div>
      <div role="status" data-item="said">${said ? html`<div class="notice">${icon('alert')}<div>${said}</div></div>` : nothing}</div>
      ${!scope && failure === null ? html`<p class="loading" role="status">${t('admin.loading')}</p>` : form()}${result()}` }), root);
  }

  const stopPrinting = printInLight();
  draw();
  reopenFigure();
  void start();
  return { render: draw, unmount: () => { gone = true; turn += 1; stopPrinting(); } };
}
