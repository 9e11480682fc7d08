/**
 * A day or a month that is picked from a calendar: `<k-date>`; the browser's own field shows dates as the browser's language
 * has them, whatever the page's. Opened by its button, worked by arrow keys (Page Up and
 * Page Down: another month or year, with Shift a year), Enter, Escape. Tells `pick` with the value in `detail`.
 */

/** @import { Grain } from '../reports/dates.js' */

import { html, nothing, render } from 'lit-html';
import { language, t } from '../i18n.js';
import { addMonths, dayText, longDay, monthOf, monthRows, monthText, parts, sameDay, shortMonth, spokenMonth, stepTo, weekdayName, weeks } from '../reports/dates.js';
import { icon } from './icons.js';

/** Of a week that begins on Sunday. */
const WEEK = [7, 1, 2, 3, 4, 5, 6];

/**
 * What is shown. `label`: what the value is, for ears; `last`: the last day that can be picked, "" = none, not given: today;
 * `needed`: it cannot be emptied; `text`: what stands on the button instead of the value.
 * @typedef {{ value: string, grain: Grain, label: string, today: string, faulty: boolean, last?: string, needed?: boolean, text?: string }} Given
 */

class DatePicker extends HTMLElement {
  /** @type {Given} */
  #given = { value: '', grain: 'day', label: '', today: '', faulty: false };
  #open = false;
  /** Where the keys are in the grid; its month or year is shown. */
  #cursor = '';

  /** @param {Given} given */
  set given(given) {
    if (given.grain !== this.#given.grain) this.#open = false;
    this.#given = given;
    this.#draw();
  }

  connectedCallback() {
    this.addEventListener('focusout', this);
    this.addEventListener('keydown', this);
    document.addEventListener('pointerdown', this);
  }

  disconnectedCallback() {
    document.removeEventListener('pointerdown', this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (!this.#open) return;
    if (event instanceof FocusEvent) {
      if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#close(false);
    } else if (event instanceof KeyboardEvent) this.#key(event);
    else if (event.target instanceof Node && !this.contains(event.target)) this.#close(false);
  }

  get #today() {
    return this.#given.grain === 'month' ? monthOf(this.#given.today) : this.#given.today;
  }

  /** Whether it is later than what can be picked; of `size` characters, by month or year. @param {string} value @param {number} [size] */
  #late(value, size = this.#today.length) {
    const last = this.#given.last ?? this.#given.today;
    return last !== '' && value.slice(0, size) > last.slice(0, size);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close(true);
      return;
    }
    if (!(event.target instanceof HTMLElement) || !event.target.closest('[role=grid]')) return;
    const next = stepTo(this.#cursor, this.#given.grain, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    this.#move(next);
    /** @type {HTMLElement | null} */ (this.querySelector('[role=grid] [tabindex="0"]'))?.focus();
  }

  /** @param {string} to */
  #move(to) {
    this.#cursor = this.#late(to) ? (this.#given.last ?? this.#today).slice(0, this.#today.length) : to;
    this.#draw();
  }

  #toggle() {
    if (this.#open) {
      this.#close(true);
      return;
    }
    this.#open = true;
    this.#move(this.#given.value || this.#today);
    const grid = /** @type {HTMLElement} */ (this.querySelector('[role=grid] [tabindex="0"]'));
    grid.focus();
    this.querySelector('.calendar')?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {boolean} back whether the focus goes back to the button */
  #close(back) {
    this.#open = false;
    this.#draw();
    if (back) this.querySelector('button')?.focus();
  }

  /** @param {string} value */
  #pick(value) {
    this.#close(true);
    this.dispatchEvent(new CustomEvent('pick', { detail: value }));
  }

  #text() {
    const { value, grain, text } = this.#given;
    if (text) return text;
    if (!value) return t(grain === 'month' ? 'report.no_month' : 'report.no_day');
    return grain === 'month' ? monthText(value, language()) : dayText(value, language());
  }

  #draw() {
    const { label, faulty } = this.#given;
    const text = this.#text();
    render(html`<button type="button" class="date-button" aria-haspopup="dialog" aria-expanded=${this.#open ? 'true' : 'false'}
        aria-label=${t('report.picker', { label, value: text })} ?data-bad=${faulty} @click=${() => this.#toggle()}><span>${text}</span>${icon('calendar')}</button>
      ${this.#open ? this.#calendar() : nothing}`, this);
  }

  #calendar() {
    const { grain, label, needed } = this.#given;
    const year = parts(this.#cursor).year;
    const title = grain === 'month' ? t('report.year', { year }) : monthText(this.#cursor, language());
    return html`<div class="calendar card" role="dialog" aria-label=${label}>
      <div class="calendar-head"><span>${this.#turn(-12)}${grain === 'day' ? this.#turn(-1) : nothing}</span>
        <strong aria-live="polite">${title}</strong>
        <span>${grain === 'day' ? this.#turn(1) : nothing}${this.#turn(12)}</span></div>
      ${grain === 'month' ? this.#months(year) : this.#days()}
      <div class="calendar-foot">${needed ? html`<span></span>` : html`<button type="button" class="quiet" @click=${() => this.#pick('')}>${t('report.clear')}</button>`}
        <button type="button" class="quiet" ?disabled=${this.#late(this.#today)} @click=${() => this.#pick(this.#today)}>${t(grain === 'month' ? 'report.this_month' : 'report.today')}</button></div></div>`;
  }

  /** The button that turns to another month or year. @param {-12 | -1 | 1 | 12} by months */
  #turn(by) {
    const days = this.#given.grain === 'day';
    const year = Math.abs(by) === 12;
    const to = days ? sameDay(this.#cursor, by) : addMonths(this.#cursor, by);
    const label = t(`report.${by < 0 ? 'earlier' : 'later'}_${year ? 'year' : 'month'}`);
    const double = days && year;
    return html`<button type="button" class=${`quiet icon-only ${by < 0 ? 'back' : ''} ${double ? 'double' : ''}`} aria-label=${label} title=${label}
      ?disabled=${by > 0 && this.#late(to, year ? 4 : 7)} @click=${() => this.#move(to)}>${icon('chevron')}${double ? icon('chevron') : nothing}</button>`;
  }

  /** @param {number} year */
  #months(year) {
    return html`<table role="grid" aria-label=${t('report.year', { year })}><tbody>${monthRows(year).map((row) => html`<tr>
      ${row.map((month) => this.#cell(month, shortMonth(month, language()), spokenMonth(month, language())))}</tr>`)}</tbody></table>`;
  }

  #days() {
    return html`<table role="grid" aria-label=${monthText(this.#cursor, language())}>
      <thead><tr>${WEEK.map((number) => html`<th scope="col" abbr=${weekdayName(number, language(), 'long')}>${weekdayName(number, language())}</th>`)}</tr></thead>
      <tbody>${weeks(monthOf(this.#cursor)).map((week) => html`<tr>${week.map((day) => (day
        ? this.#cell(day, String(parts(day).day), longDay(day, language())) : html`<td></td>`))}</tr>`)}</tbody></table>`;
  }

  /**
   * @param {string} value
   * @param {string} text
   * @param {string} spoken
   */
  #cell(value, text, spoken) {
    return html`<td role="gridcell" aria-selected=${value === this.#given.value ? 'true' : 'false'}><button type="button" data-date=${value} tabindex=${value === this.#cursor ? 0 : -1}
      aria-label=${spoken} aria-current=${value === this.#today ? 'date' : nothing} ?disabled=${this.#late(value)} @click=${() => this.#pick(value)}>${text}</button></td>`;
  }
}

customElements.define('k-date', DatePicker);
