/** The buttons of a call: what can be done with it now. */

/** @import { PhoneCall } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */
/** @typedef {{ pad: boolean, togglePad: () => void }} Keys */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { icon } from './icons.js';

/** @param {PhoneCall} call */
export const talking = (call) => call.state === 'connected' || call.state === 'held';

/** Whether the other party may be put on hold: not by who is asked about it, nor in a conference. @param {PhoneCall} call */
const mayHold = (call) => talking(call) && !call.consulted_by && !call.conference;

/** Whether the other party may be handed on. @param {PhoneCall} call */
export const mayHandOver = (call) => mayHold(call) && !call.consult;

/**
 * @param {PhoneController} phone
 * @param {PhoneCall} call
 * @param {Keys} keys
 */
export function callActions(phone, call, keys) {
  if (call.state === 'ringing') return ringingActions(phone, call);
  return html`
    ${mayHold(call) ? holdAction(phone, call) : nothing}
    ${mayHandOver(call) ? handoverActions(phone, call) : nothing}
    ${talking(call) ? html`<button type="button" class="keys" data-action="keypad" aria-pressed=${keys.pad ? 'true' : 'false'} @click=${keys.togglePad}>
      ${icon('keypad')}<span>${t('call.keypad')}</span></button>` : nothing}
    <button type="button" class="stop" data-action="hangup" ?disabled=${phone.busy.has('hangup')} @click=${() => phone.callAction(call, 'hangup')}>
      ${icon('hangup')}<span>${t('call.hangup')}</span></button>`;
}

/** @param {PhoneController} phone @param {PhoneCall} call */
function ringingActions(phone, call) {
  return html`
    <button type="button" class="go" data-action="answer" ?disabled=${phone.busy.has('answer')} @click=${() => phone.callAction(call, 'answer')}>
      ${icon('phone')}<span>${t('call.answer')}</span></button>
    <button type="button" class="stop" data-action="reject" ?disabled=${phone.busy.has('reject')} @click=${() => phone.callAction(call, 'reject')}>
      ${icon('hangup')}<span>${t('call.reject')}</span></button>`;
}

/** @param {PhoneController} phone @param {PhoneCall} call */
function holdAction(phone, call) {
  const held = call.state === 'held';
  return html`<button type="button" class="hold" data-action="hold" aria-pressed=${held ? 'true' : 'false'} ?disabled=${phone.busy.has('hold') || phone.busy.has('resume')}
    @click=${() => phone.callAction(call, held ? 'resume' : 'hold')}>${icon(held ? 'play' : 'hold')}<span>${t('call.hold')}</span></button>`;
}

/** @param {PhoneController} phone @param {PhoneCall} call */
function handoverActions(phone, call) {
  return html`<button type="button" data-action="transfer" aria-expanded=${phone.handover.open ? 'true' : 'false'} @click=${() => phone.handover.toggle()}>
      ${icon('transfer')}<span>${t('call.transfer')}</span></button>
    <button type="button" data-action="park" ?disabled=${phone.busy.has('park')} @click=${() => phone.handover.conclude(call, 'park')}>
      ${icon('park')}<span>${t('call.park')}</span></button>`;
}
