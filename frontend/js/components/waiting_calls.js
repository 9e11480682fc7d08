/** Calls that anybody may take: parked ones, and those that ring a colleague (F5.10). */

/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';
import { canDial } from '../state/phone.js';
import { partyNumber } from './call_panel.js';
import './clock.js';
import { icon } from './icons.js';

/** @param {PhoneController} phone */
export function waitingCalls(phone) {
  const { view } = phone;
  if (!view || view.parked.length + view.colleagues.length === 0) return nothing;
  const free = canDial(view);
  return html`<section class="card waiting" aria-label=${t('waiting.title')}><ul>
    ${view.parked.map((call) => row({
      label: t('waiting.parked', { slot: call.slot, by: call.by }), call, data: `slot:${call.slot}`,
      button: html`<button type="button" class="go" data-action="take" aria-label=${t('waiting.take_slot', { slot: call.slot })}
        ?disabled=${!free || phone.busy.has('take')} @click=${() => phone.handover.takeParked(call.slot)}>${icon('phone')}<span>${t('waiting.take')}</span></button>`,
    }))}
    ${view.colleagues.map((call) => row({
      label: t('waiting.colleague', { name: call.colleague }), call, data: `call:${call.call}`,
      button: html`<button type="button" class="go" data-action="pickup" aria-label=${t('waiting.pick_up_for', { name: call.colleague })}
        ?disabled=${!free || phone.busy.has('pickup')} @click=${() => phone.handover.pickUp(call.call)}>${icon('phone')}<span>${t('waiting.pick_up')}</span></button>`,
    }))}</ul></section>`;
}

/**
 * @param {{ label: string, data: string, button: unknown, call: { number: string, name: string, caller_id: string, since: string } }} parts
 */
function row({ label, call, data, button }) {
  const number = partyNumber(call);
  return html`<li data-waiting=${data}><span class="waiting-label">${label}</span>
    <span class="waiting-party">${call.name || number}</span><k-clock .since=${call.since}></k-clock>${button}</li>`;
}
