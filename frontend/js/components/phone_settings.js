/** 設定 of the phone window (F5.14): what the user talks on, and hears by. */

/** @import { PhoneController } from '../phone/controller.js' */

import { html } from 'lit-html';
import { t } from '../i18n.js';
import { deviceChoice } from './device_choice.js';

/** @type {('browser' | 'desk')[]} */
const PHONES = ['browser', 'desk'];

/** @param {HTMLElement} root */
export function openPhoneSettings(root) {
  const dialog = /** @type {HTMLDialogElement | null} */ (root.querySelector('dialog.phone-settings'));
  dialog?.showModal();
}

/** @param {PhoneController} phone */
export function phoneSettings(phone) {
  const chosen = phone.settings?.phone ?? 'browser';
  return html`<dialog class="key-help phone-settings" aria-labelledby="settings-title">
    <h2 id="settings-title">${t('settings.title')}</h2>
    <fieldset ?disabled=${phone.settings === null || phone.busy.has('phone')}><legend>${t('settings.phone')}</legend>
      ${PHONES.map((kind) => html`<label class="choice">
        <input type="radio" name="phone" value=${kind} .checked=${kind === chosen} @change=${() => phone.usePhone(kind)}>
        <span><strong>${t(`settings.phone.${kind}`)}</strong><br>${t(`settings.phone.${kind}.advice`)}</span></label>`)}
    </fieldset>
    ${deviceChoice(phone.devices)}
    <form method="dialog"><button class="primary">${t('keys.close')}</button></form>
  </dialog>`;
}
