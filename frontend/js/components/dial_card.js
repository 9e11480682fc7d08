/** Number, keys and outgoing number, while there is no call (F5.5, F5.14). */

/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { app } from '../app.js';
import { t } from '../i18n.js';
import { canDial } from '../state/phone.js';
import { displayNumber } from '../state/phone_number.js';
import { named } from '../state/sort.js';
import { dialPad } from './dial_pad.js';
import { icon } from './icons.js';

/** @param {PhoneController} phone */
function outgoingNumber(phone) {
  if (app.groups.length === 0) return nothing;
  /** @param {Event} event */
  const choose = (event) => phone.showNumber(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<label class="field"><span>${t('dial.group')}</span>
    <select data-item="outgoing-group" @change=${choose}>${named(app.groups).map((group) => html`
      <option value=${group.id} ?selected=${group.id === phone.group}>${group.name} ${displayNumber(group.number)}</option>`)}
    </select></label>`;
}

/**
 * @param {PhoneController} phone
 * @param {{ press: (digit: string) => void, typed: (event: InputEvent) => void, erase: () => unknown }} does
 */
export function dialCard(phone, { press, typed, erase }) {
  const ready = canDial(phone.view) && phone.number !== '' && !phone.busy.has('dial');
  return html`<section class="card dial" aria-label=${t('dial.title')}>
    ${outgoingNumber(phone)}
    <div class="number">
      <input type="tel" autocomplete="off" aria-label=${t('dial.number')} placeholder=${t('dial.placeholder')} data-item="number"
        .value=${phone.number} @input=${typed}>
      <button type="button" class="quiet icon-only" aria-label=${t('dial.backspace')} ?disabled=${!phone.number} @click=${erase}>${icon('backspace')}</button>
    </div>
    ${dialPad(press, false)}
    <button type="button" class="go wide" data-action="dial" ?disabled=${!ready} @click=${() => phone.dial()}>
      ${icon('phone')}<span>${t('dial.call')}</span></button>
  </section>`;
}
