/** A report as it was asked for: items at the left, chart and figures of the chosen one beside them (F7.5). */

/** @import { Report, ReportColumn } from '../api/types' */
/** @import { Layout } from './series.js' */

import { html, nothing } from 'lit-html';
import { siteZone } from '../app.js';
import { language, t } from '../i18n.js';
import { dateTime } from '../state/format.js';
import { barChart, totalsTable } from './bar_chart.js';
import { bucketText, shortBucket } from './figures.js';
import './line_chart.js';
import { pieCharts, statusTable } from './pie_chart.js';
import { styleOf } from './series.js';
import { lineName, periodName, subjectName } from './titles.js';
import { valueTable } from './value_table.js';

/** Entries of the list that are no column. */
export const BARS = '=bars';
export const PIES = '=pies';
/** Where the definitions come to different figures. */
export const DIFFERENCES = '=differences';

/**
 * @typedef {object} Shown
 * @property {Report} report
 * @property {Layout} layout
 * @property {string[]} items ids of the columns in the list
 * @property {string} item what is shown: a column, `BARS`, `PIES` or `DIFFERENCES`
 * @property {string} barItem the column whose bars are shown
 * @property {Layout | null} other the same by the other definitions
 * @property {boolean} comparing whether they are asked for
 * @property {(item: string) => void} choose
 * @property {(item: string) => void} chooseBars
 * @property {() => void} compare
 * @property {() => unknown} differences what `DIFFERENCES` shows
 */

/** The entries of the list. @param {Report} report @param {string[]} items */
export function entries(report, items) {
  if (report.kind === 'operator_status') return [PIES, ...items]; // counted in one way only
  return [...(report.kind === 'operator_calls' ? [BARS] : []), ...items, DIFFERENCES];
}

/** @param {Shown} shown */
export function resultView(shown) {
  const { report, item } = shown;
  const at = report.columns.findIndex(({ id }) => id === item);
  return html`<section class="report-result" data-item="result" data-shown=${item}>
    ${itemList(shown)}
    <div class="report-body">${item === PIES ? pies(shown) : item === BARS ? bars(shown) : item === DIFFERENCES ? shown.differences() : lines(shown, at)}
      <p class="report-foot" data-item="asked">${asked(report)}</p>
      <p class="report-foot">${report.profile === 'strict' ? html`<span>${t('report.profile')}: ${t('report.profile.strict')}</span>` : nothing}
        <span data-item="as-of">${t('report.as_of', { time: dateTime(report.as_of, language(), siteZone()) })}</span><span>${t('report.position', { position: report.position })}</span></p>
      ${shown.layout.pending ? html`<p class="report-foot">${t('report.pending.explained')}</p>` : nothing}
      <p class="report-foot">${t('report.none.explained')}</p></div></section>`;
}

/** What the report is of: the form may say something else by now, and is not printed. @param {Report} report */
function asked({ unit, periods, subjects }) {
  return html`<span>${t('report.unit')}: ${t(`report.unit.${unit}`)}</span><span>${t('report.period')}: ${periods.map((period) => periodName(period, unit)).join(t('report.and'))}</span>
    <span>${subjects.map(subjectName).join(t('report.and'))}</span>`;
}

/** @type {Record<string, string>} */
const SPECIAL = { [BARS]: 'report.bars', [PIES]: 'report.pie', [DIFFERENCES]: 'report.differences' };

/** @param {Shown} shown */
function itemList({ report, items, item, choose }) {
  const all = entries(report, items);
  const labels = new Map(report.columns.map(({ id, label }) => [id, label[language()]]));
  /** @param {string} id */
  const text = (id) => (SPECIAL[id] ? t(SPECIAL[id]) : labels.get(id) ?? id);
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const from = all.indexOf(item);
    /** @type {Record<string, number>} */
    const steps = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: all.length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(all[Math.max(0, Math.min(to, all.length - 1))] ?? item);
    document.querySelector('.item-list [aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  };
  return html`<div class="item-list card" role="listbox" tabindex="0" aria-label=${t('report.item_list')} aria-activedescendant=${`item-${item}`} @keydown=${key}>
    ${all.map((id) => html`<div role="option" id=${`item-${id}`} data-id=${id} aria-selected=${id === item ? 'true' : 'false'} @click=${() => choose(id)}>${text(id)}</div>`)}</div>`;
}

/** @param {ReportColumn} column @param {unknown} [tools] */
function heading(column, tools = nothing) {
  return html`<header class="report-head"><div><h2>${column.label[language()]}</h2><p data-item="definition">${column.explanation[language()]}</p></div>${tools}</header>`;
}

/** @param {Shown} shown @param {number} at */
function lines({ report, layout, other, comparing, compare, choose }, at) {
  const column = report.columns[at];
  if (!column) return nothing;
  const tools = html`<label class="check"><input type="checkbox" name="compare" .checked=${comparing} @change=${compare}><span>${t('report.compare')}</span></label>
    ${report.kind === 'operator_status' ? nothing : html`<button type="button" class="quiet" data-action="differences" @click=${() => choose(DIFFERENCES)}>${t('report.differences')}</button>`}`;
  return html`${heading(column, tools)}
    <div class="chart card"><k-line-chart .chart=${chartOf(layout, at, column)}></k-line-chart></div>
    <div class="panel">${valueTable({ layout, at, column, other })}</div>`;
}

/** The last chart made: the same object where nothing changed, so that it is not drawn anew. @type {{ layout: Layout, at: number, language: string, chart: import('./line_chart.js').Chart } | null} */
let last = null;

/** @param {Layout} layout @param {number} at @param {ReportColumn} column */
function chartOf(layout, at, column) {
  if (last && last.layout === layout && last.at === at && last.language === language()) return last.chart;
  const { report } = layout;
  const { unit } = report;
  const labels = report.periods.map((_, period) => Array.from({ length: layout.length }, (__, bucket) => (layout.bucket(period, bucket) ? bucketText(layout.bucket(period, bucket), unit, language()) : '')));
  const chart = {
    title: column.label[language()],
    unit: column.unit,
    axis: Array.from({ length: layout.length }, (_, bucket) => (layout.aligned ? shortBucket(layout.bucket(0, bucket), unit, language()) : t('report.ordinal', { number: bucket + 1 }))),
    lines: layout.lines.map((line) => ({
      name: lineName(report, line),
      style: styleOf(line, report.periods.length, report.subjects.length),
      points: layout.points(line, at),
      labels: labels[line.period] ?? [],
    })),
  };
  last = { layout, at, language: language(), chart };
  return chart;
}

/** @param {Shown} shown */
function bars({ report, layout, items, barItem, chooseBars }) {
  const columns = report.columns.map((column, at) => ({ column, at })).filter(({ column }) => items.includes(column.id));
  const chosen = columns.find(({ column }) => column.id === barItem) ?? columns[0];
  if (!chosen) return nothing;
  const tools = html`<label class="profile"><span>${t('report.bar_item')}</span><select name="bar-item" @change=${(/** @type {Event} */ event) => chooseBars(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
    ${columns.map(({ column }) => html`<option value=${column.id} ?selected=${column === chosen.column}>${column.label[language()]}</option>`)}</select></label>`;
  return html`${heading(chosen.column, tools)}<div class="chart card">${barChart(layout, chosen.at, chosen.column)}</div>
    <div class="panel">${totalsTable(report, columns)}</div>`;
}

/** @param {Shown} shown */
function pies({ report }) {
  return html`<header class="report-head"><div><h2>${t('report.pie')}</h2><p data-item="definition">${t('report.pie.explained')}</p></div></header>
    <div class="chart card">${pieCharts(report)}</div><div class="panel">${statusTable(report)}</div>`;
}
