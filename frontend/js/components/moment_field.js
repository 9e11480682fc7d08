/**
 * A day and a time of day in the site's time zone: `<k-moment name="from">`. A field of its form, whose value is
 * `2026-11-23T14:05`, or nothing while no day is picked; a time that nobody can read keeps the form from being sent. Not the
 * browser's own field, which shows dates as the browser's language has them and not as the page has. Tells `pick` with the value in `detail`.
 */

import { html, render } from 'lit-html';
import { siteZone } from '../app.js';
import { t } from '../i18n.js';
import { dayIn } from '../reports/dates.js';
import { clockTime } from '../state/spans.js';
import './date_picker.js';

/**
 * What is shown. `value` not given: what the user has picked; `usual`: the time of a day without one; `future`: whether
 * days after today can be picked.
 * @typedef {{ label: string, usual: string, value?: string, future?: boolean, faulty?: boolean, described?: string }} Given
 */

class MomentField extends HTMLElement {
  static formAssociated = true;
  #internals = this.attachInternals();
  /** @type {Given} */
  #given = { label: '', usual: '00:00' };
  #day = '';
  /** As it is typed. */
  #time = '';

  /** @param {Given} given */
  set given(given) {
    this.#given = given;
    if (given.value !== undefined && given.value !== this.value) [this.#day = '', this.#time = ''] = given.value.split('T');
    this.#draw();
  }

  get value() {
    return this.#day && `${this.#day}T${clockTime(this.#time) ?? this.#given.usual}`;
  }

  formResetCallback() {
    this.#day = this.#time = '';
    this.#draw();
  }

  /** @param {string} day @param {string} time */
  #change(day, time) {
    [this.#day, this.#time] = [day, clockTime(time) ?? time];
    this.#draw();
    this.dispatchEvent(new CustomEvent('pick', { detail: this.value }));
  }

  #draw() {
    const { label, usual, future = false, faulty = false } = this.#given;
    const today = dayIn(siteZone(), Date.now());
    const bad = this.#time !== '' && clockTime(this.#time) === null;
    const given = { value: this.#day, grain: /** @type {const} */ ('day'), label, today, last: future ? '' : today, faulty };
    render(html`<k-date .given=${given} @pick=${(/** @type {CustomEvent<string>} */ { detail }) => this.#change(detail, detail && this.#time)}></k-date>
      <input type="text" class="digits" inputmode="numeric" autocomplete="off" size="5" maxlength="8" aria-label=${t('date.time_of', { label })} placeholder=${usual}
        ?disabled=${this.#day === ''} aria-invalid=${bad ? 'true' : 'false'} .value=${this.#time}
        @change=${(/** @type {Event} */ event) => this.#change(this.#day, /** @type {HTMLInputElement} */ (event.currentTarget).value.trim())}>`, this);
    this.#internals.setFormValue(this.value);
    if (bad) this.#internals.setValidity({ badInput: true }, t('date.bad_time'), /** @type {HTMLElement} */ (this.querySelector('input')));
    else this.#internals.setValidity({});
  }
}

customElements.define('k-moment', MomentField);
