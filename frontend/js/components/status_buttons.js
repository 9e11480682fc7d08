/** The present status with its clock, and the buttons to choose another (F5.1). */

/** @import { PhoneView } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { app, statusName } from '../app.js';
import { t } from '../i18n.js';
import { pressedStatus } from '../state/phone.js';
import './clock.js';
import { icon } from './icons.js';

/** What was chosen for after the call, and who chose it. The room for both is always there. @param {PhoneView} view */
function remarks(view) {
  const after = view.next ? t('phone.after_call', { status: statusName(view.next) }) : '';
  const by = view.chosen_by ? t('phone.chosen_by', { name: view.chosen_by }) : '';
  return html`<div class="remarks">${after ? html`<p class="muted after" title=${after}>${after}</p>` : nothing}
    <div role="alert">${by ? html`<p class="after" data-item="chosen-by" title=${by}>${icon('operators')}${by}</p>` : nothing}</div></div>`;
}

/** @param {PhoneController} phone */
export function statusPanel(phone) {
  const { view } = phone;
  if (!view?.status) return nothing;
  const pressed = pressedStatus(view);
  return html`<section class="card status-card" aria-label=${t('phone.status')}>
    <div class="status-now" data-status=${view.status} data-item="status">
      <span class="status-name">${statusName(view.status)}</span>
      ${view.since ? html`<k-clock .since=${view.since}></k-clock>` : nothing}
    </div>
    ${remarks(view)}
    <div class="status-buttons" role="group" aria-label=${t('phone.choose_status')}>
      ${app.statuses.filter((status) => status.choosable).map((status) => html`
        <button type="button" data-status=${status.id} data-action="status" aria-pressed=${pressed === status.id ? 'true' : 'false'}
          ?disabled=${!view.switch_up || phone.busy.has(`status:${status.id}`)}
          @click=${() => phone.setStatus(status.id)}><i class="swatch"></i>${statusName(status.id)}</button>`)}
    </div>
    <button type="button" class="alert-button" aria-pressed=${view.alert ? 'true' : 'false'} data-action="alert"
      ?disabled=${!view.switch_up || phone.busy.has('alert')} @click=${() => phone.toggleAlert()}>
      ${icon('alert')}<span>${view.alert ? t('phone.alert_clear') : t('phone.alert')}</span></button>
  </section>`;
}
