/** One call on the phone page: who it is, how long, and what can be done with it. */

/** @import { PhoneCall } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { displayNumber } from '../state/phone_number.js';
import './clock.js';
import { dialPad } from './dial_pad.js';
import { icon } from './icons.js';

/** @type {Record<string, import('./icons.js').IconName>} */
const DIRECTION_ICONS = { inbound: 'incoming', outbound: 'outgoing', internal: 'internal' };

/**
 * The other party's number, or why it is not known.
 * @param {{ number: string, caller_id: string }} party
 */
export function partyNumber({ number, caller_id: reason }) {
  return number && reason === 'number' ? displayNumber(number) : t(`caller_id.${number ? 'unavailable' : reason}`);
}

/**
 * @param {PhoneController} phone
 * @param {PhoneCall} call
 * @param {{ pad: boolean, togglePad: () => void }} keys
 */
export function callPanel(phone, call, keys) {
  const number = partyNumber(call);
  return html`<section class="card call" data-call=${call.call} data-state=${call.state} data-direction=${call.direction}
      aria-label=${t(`call.${call.state}`)}>
    <header><span class="call-state">${icon(DIRECTION_ICONS[call.direction] ?? 'phone')}<strong data-item="state">${t(`call.${call.state}`)}</strong></span>
      ${call.group_name ? html`<span class="call-group" data-item="group">${call.group_name}</span>` : nothing}</header>
    <p class="party"><span class="party-name" data-item="name">${call.name || number}</span>
      ${call.name ? html`<span class="party-number" data-item="number">${number}</span>` : nothing}</p>
    <p class="call-clock">${clock(call)}</p>
    <div class="call-actions">${actions(phone, call, keys)}</div>
    ${keys.pad && talking(call) ? dialPad((digit) => phone.sendDigit(call, digit), false) : nothing}
  </section>`;
}

/** @param {PhoneCall} call */
const talking = (call) => call.state === 'connected' || call.state === 'held';

/** @param {PhoneCall} call */
function clock(call) {
  const running = html`<k-clock data-item="clock" .since=${call.answered ?? call.since}></k-clock>`;
  if (call.state !== 'held' || !call.held_since) return running;
  return html`${running}<span class="held">${t('call.held')} <k-clock .since=${call.held_since}></k-clock></span>`;
}

/**
 * @param {PhoneController} phone
 * @param {PhoneCall} call
 * @param {{ pad: boolean, togglePad: () => void }} keys
 */
function actions(phone, call, keys) {
  /** @param {'answer' | 'reject' | 'hangup' | 'hold' | 'resume'} action */
  const act = (action) => () => phone.callAction(call, action);
  const held = call.state === 'held';
  if (call.state === 'ringing') {
    return html`
      <button type="button" class="go" data-action="answer" ?disabled=${phone.busy.has('answer')} @click=${act('answer')}>${icon('phone')}<span>${t('call.answer')}</span></button>
      <button type="button" class="stop" data-action="reject" ?disabled=${phone.busy.has('reject')} @click=${act('reject')}>${icon('hangup')}<span>${t('call.reject')}</span></button>`;
  }
  return html`
    ${talking(call) ? html`
      <button type="button" class="hold" data-action="hold" aria-pressed=${held ? 'true' : 'false'} ?disabled=${phone.busy.has('hold') || phone.busy.has('resume')}
        @click=${act(held ? 'resume' : 'hold')}>${icon(held ? 'play' : 'hold')}<span>${t('call.hold')}</span></button>
      <button type="button" class="keys" data-action="keypad" aria-pressed=${keys.pad ? 'true' : 'false'} @click=${keys.togglePad}>${icon('keypad')}<span>${t('call.keypad')}</span></button>` : nothing}
    <button type="button" class="stop" data-action="hangup" ?disabled=${phone.busy.has('hangup')} @click=${act('hangup')}>${icon('hangup')}<span>${t('call.hangup')}</span></button>`;
}
