/** One call on the phone page: who it is, how long, and what can be done with it. */

/** @import { PhoneCall } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { displayNumber } from '../state/phone_number.js';
import { callActions, mayHandOver, talking } from './call_actions.js';
import './clock.js';
import { dialPad } from './dial_pad.js';
import { icon } from './icons.js';
import { consultation, transferForm } from './transfer_card.js';

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
 * @param {import('./call_actions.js').Keys} keys
 */
export function callPanel(phone, call, keys) {
  const state = stateOf(call);
  return html`<section class="card call" data-call=${call.call} data-state=${call.state} data-direction=${call.direction}
      data-conference=${call.conference} aria-label=${state}>
    <header><span class="call-state">${icon(DIRECTION_ICONS[call.direction] ?? 'phone')}<strong data-item="state">${state}</strong></span>
      ${call.group_name ? html`<span class="call-group" data-item="group">${call.group_name}</span>` : nothing}</header>
    ${call.parties.length > 0 ? conference(call) : party(call)}
    <p class="call-clock">${clock(call)}</p>
    <div class="call-actions">${callActions(phone, call, keys)}</div>
    ${asked(call)}
    ${lifting(phone, call) ? html`<p class="consulted" role="status" data-item="lift">${t('call.lift')}</p>` : nothing}
    ${consultation(phone, call)}
    ${phone.handover.open && mayHandOver(call) ? transferForm(phone, call) : nothing}
    ${keys.pad && talking(call) ? dialPad((digit) => phone.sendDigit(call, digit), false) : nothing}
  </section>`;
}

/** @param {PhoneCall} call */
function party(call) {
  const number = partyNumber(call);
  return html`<p class="party"><span class="party-name" data-item="name">${call.name || number}</span>
    ${call.name ? html`<span class="party-number" data-item="number">${number}</span>` : nothing}</p>`;
}

/** Everybody who hears what is said. @param {PhoneCall} call */
function conference({ parties }) {
  return html`<ul class="party parties" aria-label=${t('call.parties')}>${parties.map((one) => html`<li data-item="party">
    <span class="party-name">${one.name || partyNumber(one)}</span>${one.name ? html` <span class="party-number">${partyNumber(one)}</span>` : nothing}</li>`)}</ul>`;
}

/** @param {PhoneCall} call */
function stateOf(call) {
  return call.conference ? t('call.conference') : t(`call.${call.state}`);
}

/** By whom one is asked about the call. @param {PhoneCall} call */
function asked({ consulted_by: name }) {
  return name ? html`<p class="consulted" data-item="consulted-by">${t('transfer.consulted_by', { name })}</p>` : nothing;
}

/** Whether the call was answered on the page, and the desk phone has yet to be lifted. @param {PhoneController} phone @param {PhoneCall} call */
function lifting(phone, call) {
  return phone.onDesk && phone.answered === call.call && call.state === 'ringing';
}

/** @param {PhoneCall} call */
function clock(call) {
  const running = html`<k-clock data-item="clock" .since=${call.answered ?? call.since}></k-clock>`;
  if (call.state !== 'held' || !call.held_since) return running;
  return html`${running}<span class="held">${t('call.held')} <k-clock .since=${call.held_since}></k-clock></span>`;
}
