/** Service level and abandonment over the number of operators, as a drawing; the table below it says the same in figures. */

/** @import { Achieved } from '../../api/types' */

import { html, nothing, svg } from 'lit-html';
import { t } from '../../i18n.js';
import { percent } from '../../state/format.js';
import { around, marks } from '../../state/staffing.js';
import { people, wait } from './figures.js';

const BOX = { left: 38, right: 468, top: 12, bottom: 196, width: 480, height: 236 };

/**
 * @param {Achieved[]} points
 * @param {number} needed
 * @param {number | null} level the target, percent
 */
export function curve(points, needed, level) {
  const [first, last] = [points[0]?.agents ?? 0, points.at(-1)?.agents ?? 1];
  const x = (/** @type {number} */ agents) => BOX.left + ((agents - first) / Math.max(last - first, 1)) * (BOX.right - BOX.left);
  const y = (/** @type {number} */ share) => BOX.bottom - (share / 100) * (BOX.bottom - BOX.top);
  /** @param {'service_level' | 'abandonment'} figure */
  const line = (figure) => points.map((point) => `${x(point.agents).toFixed(1)},${y(point[figure]).toFixed(1)}`).join(' ');
  const here = points.find(({ agents }) => agents === needed);
  return html`<figure class="staffing-curve"><svg viewBox=${`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label=${t('staffing.curve_label', { first, last, agents: needed, level: here ? percent(here.service_level) : '' })}>
      ${[0, 20, 40, 60, 80, 100].map((mark) => svg`<line class="grid" x1=${BOX.left} x2=${BOX.right} y1=${y(mark)} y2=${y(mark)} />
        <text class="mark" x=${BOX.left - 6} y=${y(mark) + 4} text-anchor="end">${mark}%</text>`)}
      ${marks(first, last).map((mark) => svg`<text class="mark" x=${x(mark)} y=${BOX.bottom + 18} text-anchor="middle">${mark}</text>`)}
      <text class="mark" x=${(BOX.left + BOX.right) / 2} y=${BOX.height - 4} text-anchor="middle">${t('staffing.axis')}</text>
      ${level === null ? nothing : svg`<line class="aim" x1=${BOX.left} x2=${BOX.right} y1=${y(level)} y2=${y(level)} />`}
      ${here ? svg`<line class="need" x1=${x(needed)} x2=${x(needed)} y1=${BOX.top} y2=${BOX.bottom} />` : nothing}
      <polyline class="left" points=${line('abandonment')} />
      <polyline class="answered" points=${line('service_level')} />
      ${here ? svg`<circle class="answered" cx=${x(needed)} cy=${y(here.service_level)} r="4.5" /><circle class="left" cx=${x(needed)} cy=${y(here.abandonment)} r="4.5" />` : nothing}
    </svg>
    <figcaption><span class="key answered">${t('staffing.measure.service_level')}</span><span class="key left">${t('staffing.abandonment')}</span>
      ${level === null ? nothing : html`<span class="key aim">${t('staffing.aim_line', { level })}</span>`}<span class="key need">${t('staffing.measure.needed')}</span></figcaption></figure>`;
}

/** @param {Achieved[]} points @param {number} needed */
export function curveTable(points, needed) {
  return html`<table class="staffing-points"><thead><tr>${['agents', 'service_level', 'abandonment', 'answer', 'occupancy'].map((id) => html`<th scope="col">${t(`staffing.column.${id}`)}</th>`)}</tr></thead>
    <tbody>${around(points, needed).map((point) => html`<tr data-agents=${point.agents} ?data-needed=${point.agents === needed}>
      <th scope="row">${people(point.agents)}${point.agents === needed ? html` <span class="tag-needed">${t('staffing.is_needed')}</span>` : nothing}</th>
      <td>${percent(point.service_level)}</td><td>${percent(point.abandonment)}</td><td>${point.answer_s === null ? t('staffing.never') : wait(point.answer_s)}</td><td>${percent(point.occupancy)}</td></tr>`)}</tbody></table>`;
}
