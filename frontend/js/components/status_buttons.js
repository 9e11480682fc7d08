/** The present status with its clock, and the buttons to choose another (F5.1). */

/** @import { PhoneView } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { app, statusName } from '../app.js';
import { t } from '../i18n.js';
import { pressedStatus } from '../state/phone.js';
import './clock.js';
import { icon } from './icons.js';

/** What was chosen during a call comes after it. @param {PhoneView} view */
function afterCall(view) {
  return view.next ? html`<p class="muted after">${t('phone.after_call', { status: statusName(view.next) })}</p>` : nothing;
}

/** The switch put the operator into this status by itself, and why (F10.4), or somebody else chose it. @param {PhoneView} view */
function because(view) {
  return html`<div role="alert" data-item="reason">${view.reason ? html`<p class="after">${icon('alert')}${t(`reason.${view.reason}`)}</p>` : nothing}${
    view.chosen_by ? html`<p class="after" data-item="chosen-by">${icon('operators')}${t('phone.chosen_by', { name: view.chosen_by })}</p>` : nothing}</div>`;
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
    ${afterCall(view)}
    ${because(view)}
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
