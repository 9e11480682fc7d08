/** 集計項目棒グラフ: the total of one item for each operator, periods below each other (F7.5). */

/** @import { Report, ReportColumn } from '../api/types' */
/** @import { Layout } from './series.js' */

import { html, nothing, svg } from 'lit-html';
import { language, t } from '../i18n.js';
import { figureCell } from './figure_cell.js';
import { reportFigure, tickText } from './figures.js';
import { ticks } from './scale.js';
import { COLOURS } from './series.js';
import { periodName, subjectName } from './titles.js';

const BAR = 18;
const GAP = 10;
const LEFT = 170;
const WIDTH = 900;
const RIGHT = 90;

/** @param {string} name @param {number} most letters; wide ones count twice */
function cut(name, most = 20) {
  let left = most;
  const kept = [...name].filter((letter) => (left -= letter > '\u2fff' ? 2 : 1) >= 0).join('');
  return kept === name ? name : `${kept}…`;
}

/**
 * @param {Layout} layout
 * @param {number} at the column's place
 * @param {ReportColumn} column
 */
export function barChart(layout, at, column) {
  const { report } = layout;
  const periods = report.periods.length;
  const values = layout.lines.map((line) => layout.total(line)?.values[at] ?? null);
  const steps = ticks(Math.max(0, ...values.map((value) => value ?? 0)), column.unit);
  const top = steps.at(-1) ?? 1;
  /** @param {number} value */
  const x = (value) => LEFT + (value / top) * (WIDTH - LEFT - RIGHT);
  const each = periods * BAR + GAP;
  const height = report.subjects.length * each + 34;
  return html`<svg class="bars" viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${t('report.bars_of', { item: column.label[language()] })}>
    <g class="axis">${steps.map((step) => svg`<path class="grid" d=${`M${x(step)} 22V${height - 8}`}/><text x=${x(step)} y="14" text-anchor="middle">${tickText(step, column.unit)}</text>`)}</g>
    ${report.subjects.map((subject, number) => svg`<text class="name" x=${LEFT - 10} y=${30 + number * each + (periods * BAR) / 2 + 4} text-anchor="end">${cut(subjectName(subject))}<title>${subjectName(subject)}</title></text>
      ${report.periods.map((period, which) => {
        const value = values[which * report.subjects.length + number] ?? null;
        const y = 30 + number * each + which * BAR;
        return svg`<g class=${`bar c${which % COLOURS}`}><title>${`${subjectName(subject)} ${periodName(period, report.unit)}: ${reportFigure(value, column.unit)}`}</title>
          <rect x=${LEFT} y=${y + 1} width=${Math.max(0, x(value ?? 0) - LEFT)} height=${BAR - 2} rx="2"/>
          <text x=${x(value ?? 0) + 6} y=${y + 13}>${reportFigure(value, column.unit)}</text></g>`;
      })}`)}</svg>
    ${periods > 1 ? html`<ul class="legend">${report.periods.map((period, which) => html`<li><span class=${`swatch c${which % COLOURS}`}></span>${periodName(period, report.unit)}</li>`)}</ul>` : nothing}`;
}

/**
 * The totals of all items: operators below each other.
 * @param {Report} report
 * @param {{ column: ReportColumn, at: number }[]} columns
 */
export function totalsTable(report, columns) {
  const { subjects, periods, totals, unit } = report;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('report.totals')}><table class="values" data-item="totals"><caption class="visually-hidden">${t('report.totals')}</caption>
    <thead><tr><th scope="col" class="corner">${t('report.name')}</th>${periods.length > 1 ? html`<th scope="col">${t('report.period')}</th>` : nothing}
      ${columns.map(({ column }) => html`<th scope="col">${column.label[language()]}</th>`)}</tr></thead>
    <tbody>${subjects.map((subject, number) => periods.map((period, which) => {
      const row = totals[which * subjects.length + number];
      return html`<tr data-row=${subject.id}><th scope="row">${subjectName(subject)}</th>${periods.length > 1 ? html`<td class="date">${periodName(period, unit)}</td>` : nothing}
        ${columns.map(({ column, at }) => figureCell({ column, at, row, subject: subject.id }))}</tr>`;
    }))}</tbody></table></div>`;
}
