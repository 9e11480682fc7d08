/** Choosing microphone, speaker and ringer, and what is said where one is away (F5.8). */

/** @import { Devices } from '../phone/devices.js' */
/** @import { DeviceRole } from '../state/devices.js' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { choosesOutputs } from '../phone/devices.js';
import { ROLES } from '../state/devices.js';
import { icon } from './icons.js';

/** @param {Devices} devices */
export function deviceChoice(devices) {
  const outputs = choosesOutputs();
  return html`<fieldset class="devices"><legend>${t('devices.title')}</legend>
    ${ROLES.map((role) => choice(devices, role, role === 'microphone' || outputs))}
    ${outputs ? nothing : html`<p>${t('devices.no_outputs')}</p>`}</fieldset>`;
}

/** @param {Devices} devices @param {DeviceRole} role @param {boolean} possible */
function choice(devices, role, possible) {
  const chosen = devices.chosen(role);
  const { missing } = devices.now[role];
  const change = (/** @type {Event} */ event) => devices.choose(role, /** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<label class="field"><span>${t(`devices.${role}`)}</span>
    <select data-device=${role} ?disabled=${!possible} @change=${change}>
      <option value="" ?selected=${chosen === ''}>${t('devices.default')}</option>
      ${devices.present[role].map(({ id, label }) => html`<option value=${id} ?selected=${id === chosen}>${label || id}</option>`)}
      ${missing ? html`<option value=${chosen} selected disabled>${t('devices.away', { label: missing })}</option>` : nothing}
    </select></label>`;
}

/** For the top of the page: chosen devices that are away, or cannot be used. @param {Devices} devices */
export function deviceNotices(devices) {
  const away = ROLES.filter((role) => devices.now[role].missing);
  return html`<div role="status" data-item="devices">${away.map((role) => html`<div class="notice" data-kind="device" data-device=${role}>${icon('alert')}
      <div><strong>${t('devices.missing', { device: t(`devices.${role}`), label: devices.now[role].missing })}</strong>
        <p>${t('devices.missing.advice')}</p></div></div>`)}
    ${devices.refused ? html`<div class="notice" data-kind="device" data-device=${devices.refused}>${icon('alert')}
      <div><strong>${t('devices.refused', { device: t(`devices.${devices.refused}`) })}</strong><p>${t('devices.refused.advice')}</p></div></div>` : nothing}</div>`;
}
