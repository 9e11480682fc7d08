/**
 * The line chart of a report (F7.5): `<k-line-chart>`. Pointer and arrow keys lead from point to point; what a point
 * is stands in a bubble beside it. The table below has all the figures as text.
 */

/** @import { Unit } from '../api/types' */
/** @import { Point } from './series.js' */

import { html, nothing, render, svg } from 'lit-html';
import { t } from '../i18n.js';
import { reportFigure, tickText } from './figures.js';
import { linePath, marker } from './marks.js';
import { labelEvery, ticks } from './scale.js';
import { nextSpot, pieces } from './series.js';

/** @typedef {{ colour: number, marker: number, dash: number }} Style */
/** @typedef {{ name: string, style: Style, points: Point[], labels: string[] }} ChartLine `labels`: the buckets in full */
/** @typedef {{ title: string, unit: Unit, lines: ChartLine[], axis: string[] }} Chart `axis`: the buckets in short */
/** @typedef {{ x: number, y: number, pending: boolean, at: number }} Spot */

const HEIGHT = 300;
const TOP = 14;
const BOTTOM = 30;
const RIGHT = 26;
/** px that a letter of a label takes, about. */
const LETTER = 7.2;
/** As many lines are named at once in the bubble. */
const NAMED = 10;

class LineChart extends HTMLElement {
  /** @type {Chart | null} */
  #chart = null;
  #width = 800;
  /** @type {number[]} */
  #ticks = [];
  /** By line. @type {(Spot | null)[][]} */
  #spots = [];
  /** Where one is: bucket and line. @type {{ at: number, line: number } | null} */
  #cursor = null;
  /** The line that is brought forward. @type {number | null} */
  #chosen = null;
  /** What is drawn of the lines: it stays while the cursor moves. @type {unknown} */
  #drawn = nothing;
  #observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width < 100 || width === this.#width) return;
    this.#width = width;
    this.#lay();
  });

  /** @param {Chart} chart */
  set chart(chart) {
    if (chart === this.#chart) return;
    if (chart.lines.length !== this.#chart?.lines.length) this.#chosen = null;
    this.#chart = chart;
    this.#cursor = null;
    this.#lay();
  }

  connectedCallback() {
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  get #left() {
    const unit = this.#chart?.unit ?? 'count';
    return 14 + LETTER * Math.max(3, ...this.#ticks.map((tick) => tickText(tick, unit).length));
  }

  /** @param {number} at of a bucket */
  #x(at) {
    const count = this.#chart?.axis.length ?? 1;
    return this.#left + ((at + 0.5) * (this.#width - this.#left - RIGHT)) / Math.max(count, 1);
  }

  /** @param {number} value */
  #y(value) {
    return HEIGHT - BOTTOM - (value / (this.#ticks.at(-1) ?? 1)) * (HEIGHT - TOP - BOTTOM);
  }

  /** Compute where everything is, and draw it. */
  #lay() {
    const chart = this.#chart;
    if (!chart) return;
    const values = chart.lines.flatMap(({ points }) => points.map((point) => point?.value ?? 0));
    this.#ticks = ticks(values.reduce((most, value) => Math.max(most, value), 0), chart.unit);
    this.#spots = chart.lines.map(({ points }) => points.map((point, at) => (point === null || point.value === null ? null
      : { x: this.#x(at), y: this.#y(point.value), pending: point.pending, at })));
    this.#drawn = svg`${this.#axes(chart)}${chart.lines.map((line, at) => this.#line(line, at))}`;
    this.#draw();
  }

  /** @param {Chart} chart */
  #axes(chart) {
    const every = labelEvery(chart.axis.length, this.#width - this.#left - RIGHT, 12 + LETTER * Math.max(...chart.axis.map((label) => label.length + [...label].filter((letter) => letter > '\u2fff').length), 2));
    return svg`<g class="axis">${this.#ticks.map((tick) => svg`<path class="grid" d=${`M${this.#left} ${this.#y(tick)}H${this.#width - RIGHT}`}/>
      <text x=${this.#left - 8} y=${this.#y(tick) + 4} text-anchor="end">${tickText(tick, chart.unit)}</text>`)}
      ${chart.axis.map((label, at) => (at % every === 0 ? svg`<text x=${this.#x(at)} y=${HEIGHT - 10} text-anchor="middle">${label}</text>` : nothing))}</g>`;
  }

  /** @param {ChartLine} line @param {number} at */
  #line({ style }, at) {
    const spots = this.#spots[at] ?? [];
    const dim = this.#chosen !== null && this.#chosen !== at;
    const few = spots.length <= 62;
    /** @param {boolean} pending */
    const marks = (pending) => spots.filter((spot) => spot !== null && spot.pending === pending && (few || pending)).map((spot) => marker(style.marker, spot?.x ?? 0, spot?.y ?? 0)).join('');
    return svg`<g class=${`line c${style.colour} d${style.dash}`} ?data-dim=${dim}>${pieces(spots).map((piece) => svg`<path class="stroke" d=${linePath(piece)}/>`)}
      <path class="mark" d=${marks(false)}/><path class="mark hollow" d=${marks(true)}/></g>`;
  }

  #draw() {
    const chart = this.#chart;
    if (!chart) return;
    render(html`<div class="plot" tabindex="0" role="group" aria-roledescription=${t('report.chart')} aria-label=${t('report.chart_of', { item: chart.title })}
        @keydown=${(/** @type {KeyboardEvent} */ event) => this.#key(event)} @pointermove=${(/** @type {PointerEvent} */ event) => this.#point(event)}
        @pointerleave=${() => this.#go(null)} @blur=${() => this.#go(null)}>
        <svg viewBox=${`0 0 ${this.#width} ${HEIGHT}`} aria-hidden="true" focusable="false">${this.#drawn}${this.#here()}</svg>
        <div class="bubble" aria-live="polite" ?hidden=${this.#cursor === null}>${this.#bubble()}</div></div>
      ${chart.lines.length > 1 ? html`<ul class="legend" aria-label=${t('report.legend')}>${chart.lines.map((line, at) => this.#entry(line, at))}</ul>` : nothing}`, this);
    this.#place();
  }

  /** @param {ChartLine} line @param {number} at */
  #entry({ name, style }, at) {
    const choose = () => {
      this.#chosen = this.#chosen === at ? null : at;
      this.#lay();
    };
    return html`<li><button type="button" class="quiet" aria-pressed=${this.#chosen === at ? 'true' : 'false'} @click=${choose}>
      <svg class=${`line c${style.colour} d${style.dash}`} viewBox="0 0 36 14" aria-hidden="true"><path class="stroke" d="M1 7H35"/><path class="mark" d=${marker(style.marker, 18, 7)}/></svg>
      <span>${name}</span></button></li>`;
  }

  get #spot() {
    return this.#cursor && this.#spots[this.#cursor.line]?.[this.#cursor.at];
  }

  /** The guide at the cursor. */
  #here() {
    const spot = this.#spot;
    const style = this.#chart?.lines[this.#cursor?.line ?? 0]?.style;
    if (!spot || !style) return nothing;
    return svg`<path class="guide" d=${`M${spot.x} ${TOP}V${HEIGHT - BOTTOM}`}/><g class=${`line c${style.colour}`}><path class="mark large" d=${marker(style.marker, spot.x, spot.y, 6)}/></g>`;
  }

  #bubble() {
    const chart = this.#chart;
    const cursor = this.#cursor;
    if (!chart || !cursor) return nothing;
    const own = chart.lines[cursor.line];
    const shown = chart.lines.length <= NAMED ? chart.lines : [own];
    return html`<strong>${own?.labels[cursor.at]}</strong><ul>${shown.map((line) => {
      const point = line?.points[cursor.at];
      return html`<li ?data-own=${line === own}><span>${line?.name}</span><b>${reportFigure(point?.value, chart.unit)}${point?.pending ? html` <small>${t('report.pending')}</small>` : nothing}</b></li>`;
    })}</ul>`;
  }

  /** Put the bubble beside its point, within the chart. */
  #place() {
    const spot = this.#spot;
    const bubble = /** @type {HTMLElement | null} */ (this.querySelector('.bubble'));
    if (!spot || !bubble) return;
    const wide = bubble.offsetWidth;
    bubble.style.left = `${spot.x + 16 + wide > this.#width ? Math.max(0, spot.x - 16 - wide) : spot.x + 16}px`;
    bubble.style.top = `${Math.max(0, Math.min(spot.y - 20, HEIGHT - bubble.offsetHeight))}px`;
  }

  /** @param {{ at: number, line: number } | null} to */
  #go(to) {
    if (to?.at === this.#cursor?.at && to?.line === this.#cursor?.line) return;
    this.#cursor = to;
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    let best = Infinity;
    let to = null;
    for (const [line, spots] of this.#spots.entries()) {
      for (const spot of spots) {
        const far = spot ? Math.hypot((spot.x - x) * 2, spot.y - y) : Infinity;
        if (far < best) [best, to] = [far, { at: spot?.at ?? 0, line }];
      }
    }
    this.#go(to);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const to = nextSpot(this.#spots, this.#cursor ?? { at: event.key === 'ArrowLeft' ? Infinity : -1, line: this.#chosen ?? 0 }, event.key);
    if (to === undefined) return;
    event.preventDefault();
    if (to) this.#go(to);
  }
}

customElements.define('k-line-chart', LineChart);
