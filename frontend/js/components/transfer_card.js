/** Transfer, conference and park of one call (F5.7, F5.10). */

/** @import { PhoneCall } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { dialable, displayNumber } from '../state/phone_number.js';
import { named } from '../state/sort.js';
import './clock.js';
import { icon } from './icons.js';

/**
 * Whom the call may go to; shown while the operator chooses.
 * @param {PhoneController} phone
 * @param {PhoneCall} call
 */
export function transferForm(phone, call) {
  const choice = phone.handover;
  /** @param {SubmitEvent} event */
  const consult = (event) => {
    event.preventDefault();
    if (choice.number || choice.group) void choice.transfer(call, 'consult');
  };
  /** @param {InputEvent} event */
  const typed = (event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const number = dialable(input.value);
    if (!event.isComposing) input.value = number;
    choice.choose(number, '');
  };
  /** @param {Event} event */
  const chosen = (event) => {
    choice.choose(choice.number, /** @type {HTMLSelectElement} */ (event.currentTarget).value);
  };
  // Not `disabled`: Enter right after the last digit, before the next frame, would find the button still so and do nothing.
  const ready = choice.number !== '' || choice.group !== '';
  return html`<form class="transfer" aria-label=${t('transfer.title')} @submit=${consult}>
    <input type="tel" autocomplete="off" data-item="transfer-number" aria-label=${t('transfer.number')} placeholder=${t('transfer.placeholder')}
      .value=${choice.number} @input=${typed}>
    ${groups(phone, chosen)}
    <div class="call-actions">
      <button type="submit" class="go" data-action="consult" aria-disabled=${ready ? 'false' : 'true'} ?disabled=${phone.busy.has('consult')}>${icon('phone')}<span>${t('transfer.consult')}</span></button>
      <button type="button" data-action="blind" ?disabled=${!ready || phone.busy.has('transfer')} @click=${() => choice.transfer(call, 'transfer')}>
        ${icon('outgoing')}<span>${t('transfer.blind')}</span></button>
    </div></form>`;
}

/**
 * @param {PhoneController} phone
 * @param {(event: Event) => void} chosen
 */
function groups(phone, chosen) {
  if (phone.handover.groups.length === 0) return nothing;
  return html`<label class="field"><span>${t('transfer.group')}</span>
    <select data-item="transfer-group" @change=${chosen}><option value="" ?selected=${!phone.handover.group}>${t('transfer.no_group')}</option>
      ${phone.handover.groups.map((group) => html`<option value=${group.id} ?selected=${group.id === phone.handover.group}>${group.name}</option>`)}
    </select></label>`;
}

/**
 * The consultation that goes on, and how it can end.
 * @param {PhoneController} phone
 * @param {PhoneCall} call
 */
export function consultation(phone, call) {
  const { consult } = call;
  if (!consult) return nothing;
  const waits = !consult.answered;
  return html`<section class="consult" aria-label=${t('transfer.consultation')} data-consult=${waits ? 'dialing' : 'connected'}>
    ${consulted(consult)}
    <div class="call-actions">
      <button type="button" class="go" data-action="complete" ?disabled=${waits || phone.busy.has('complete')} @click=${() => phone.handover.conclude(call, 'complete')}>
        ${icon('transfer')}<span>${t('transfer.complete')}</span></button>
      <button type="button" data-action="conference" ?disabled=${waits || phone.busy.has('conference')} @click=${() => phone.handover.conclude(call, 'conference')}>
        ${icon('operators')}<span>${t('transfer.conference')}</span></button>
      <button type="button" class="stop" data-action="cancel" ?disabled=${phone.busy.has('cancel')} @click=${() => phone.handover.conclude(call, 'cancel')}>
        ${icon('close')}<span>${t('transfer.cancel')}</span></button>
    </div></section>`;
}

/** @param {NonNullable<PhoneCall['consult']>} consult */
function consulted({ number, name, group_name: group, since, answered }) {
  const shown = number && displayNumber(number);
  return html`<p class="consult-party"><strong>${answered ? t('transfer.talking') : t('transfer.calling')}</strong>
    <span data-item="consult-name">${name || group || shown}</span>
    ${name ? html`<span class="party-number">${shown}</span>` : nothing}
    <k-clock .since=${answered ?? since}></k-clock></p>`;
}

/** Groups to which a call can go. @param {import('../api/types').GroupInfo[]} every */
export function transferTargets(every) {
  return named(every.filter((group) => group.number));
}
