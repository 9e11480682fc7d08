/**
 * A day or a month that is picked from a calendar: `<k-date>`. Opened by its button, worked by arrow keys (Page Up and
 * Page Down: another month or year, with Shift a year), Enter, Escape. Tells `pick` with the value in `detail`.
 */

/** @import { Grain } from './dates.js' */

import { html, nothing, render } from 'lit-html';
import { icon } from '../components/icons.js';
import { language, t } from '../i18n.js';
import { addMonths, dayText, longDay, monthOf, monthRows, monthText, parts, shortMonth, spokenMonth, stepTo, weekdayName, weeks } from './dates.js';

/** Of a week that begins on Sunday. */
const WEEK = [7, 1, 2, 3, 4, 5, 6];

class DatePicker extends HTMLElement {
  /** @type {{ value: string, grain: Grain, label: string, today: string, faulty: boolean }} */
  #given = { value: '', grain: 'day', label: '', today: '', faulty: false };
  #open = false;
  /** Where the keys are in the grid; its month or year is shown. */
  #cursor = '';

  /** What is shown; `label`: what the value is, for ears; `today`: the last day that can be picked.
   * @param {{ value: string, grain: Grain, label: string, today: string, faulty: boolean }} given */
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

  get #last() {
    return this.#given.grain === 'month' ? monthOf(this.#given.today) : this.#given.today;
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
    this.#cursor = to > this.#last ? this.#last : to;
    this.#draw();
  }

  #toggle() {
    if (this.#open) {
      this.#close(true);
      return;
    }
    this.#open = true;
    this.#move(this.#given.value || this.#last);
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
    const { value, grain } = this.#given;
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
    const { grain, label } = this.#given;
    const year = parts(this.#cursor).year;
    const title = grain === 'month' ? t('report.year', { year }) : monthText(this.#cursor, language());
    const page = grain === 'month' ? 12 : 1;
    /** @param {number} by */
    const turn = (by) => this.#move(grain === 'month' ? addMonths(this.#cursor, by) : stepTo(this.#cursor, 'day', by < 0 ? 'PageUp' : 'PageDown', false) ?? '');
    const after = addMonths(this.#cursor, page).slice(0, grain === 'month' ? 4 : 7) > this.#last.slice(0, grain === 'month' ? 4 : 7);
    const name = grain === 'month' ? 'year' : 'month';
    return html`<div class="calendar card" role="dialog" aria-label=${label}>
      <div class="calendar-head"><button type="button" class="quiet icon-only back" aria-label=${t(`report.earlier_${name}`)} @click=${() => turn(-page)}>${icon('chevron')}</button>
        <strong aria-live="polite">${title}</strong>
        <button type="button" class="quiet icon-only" aria-label=${t(`report.later_${name}`)} ?disabled=${after} @click=${() => turn(page)}>${icon('chevron')}</button></div>
      ${grain === 'month' ? this.#months(year) : this.#days()}
      <div class="calendar-foot"><button type="button" class="quiet" @click=${() => this.#pick('')}>${t('report.clear')}</button>
        <button type="button" class="quiet" @click=${() => this.#pick(this.#last)}>${t(grain === 'month' ? 'report.this_month' : 'report.today')}</button></div></div>`;
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
      aria-label=${spoken} aria-current=${value === this.#last ? 'date' : nothing} ?disabled=${value > this.#last} @click=${() => this.#pick(value)}>${text}</button></td>`;
  }
}

customElements.define('k-date', DatePicker);
