/** What stands in the way, and what to do about it, at the top of the phone page (`rules.md`, Errors); the most pressing first. */

/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { sentence, siteZone } from '../app.js';
import { t } from '../i18n.js';
import { mayAskForNotifications } from '../phone/ringer.js';
import { obstacle, ringingCall, toldByFailedCall } from '../state/phone.js';
import { dateTime } from '../state/format.js';
import { deviceNotices } from './device_choice.js';
import { failedCall } from './failed_call.js';
import { icon } from './icons.js';
import './notice_strip.js';

const RETRIES = new Set(['microphone_denied', 'microphone_missing', 'microphone_busy', 'no_phone', 'elsewhere']);

/**
 * @param {PhoneController} phone
 * @param {() => void} redraw
 * @param {unknown} calm what stands there while nothing is to be said
 */
export function notices(phone, redraw, calm) {
  const problem = obstacle(phone.view, phone.connected, phone.connection);
  const error = toldByFailedCall(phone.view, phone.failure) ? null : phone.failure;
  return html`<k-notices><div class="calm">${calm}</div><div class="notices">
    <div role="alert" data-item="error">${error ? html`<div class="notice" data-kind="error">${icon('alert')}
      <div><strong>${sentence(error)}</strong></div>
      <button type="button" class="icon-only" aria-label=${t('notice.dismiss')} @click=${() => phone.dismissFailure()}>${icon('close')}</button></div>` : nothing}</div>
    <div role="alert" data-item="obstacle">${problem ? html`<div class="notice" data-kind=${problem}>${icon(problem === 'connecting' ? 'phone' : 'alert')}
      <div><strong>${t(`notice.${problem}`)}</strong><p>${advice(phone, problem)}</p></div>
      ${RETRIES.has(problem) ? html`<button type="button" @click=${() => phone.reconnect()}>${t(problem === 'elsewhere' ? 'notice.take' : 'notice.retry')}</button>` : nothing}</div>` : nothing}</div>
    ${silent(phone) ? html`<div class="notice" data-kind="muted">${icon('bell')}<div><strong>${t('notice.muted')}</strong></div>
      <button type="button" @click=${() => unmute(phone)}>${t('notice.unmute')}</button></div>` : nothing}
    <div role="alert" data-item="failed-call">${failedCall(phone, redraw)}</div>
    <div role="alert" data-item="reason">${because(phone.view)}</div>
    <div role="alert" data-item="was-lost">${wasLost(phone.view)}</div>
    ${deviceNotices(phone.devices)}
    ${mayAskForNotifications() ? html`<div class="notice" data-kind="info">${icon('bell')}<div><strong>${t('notice.notifications')}</strong></div>
      <button type="button" @click=${() => void Notification.requestPermission().then(redraw)}>${t('notice.allow')}</button></div>` : nothing}
  </div><button type="button" class="all-notices" data-action="all-notices" aria-expanded="false">${t('notice.all')}${icon('chevron')}</button></k-notices>`;
}

/** The switch put the operator into this status by itself, and why (F10.4). @param {import('../api/types').PhoneView | null} view */
function because(view) {
  return view?.reason ? html`<div class="notice" data-kind="reason">${icon('alert')}<div>${t(`reason.${view.reason}`)}</div></div>` : nothing;
}

/** The server took this browser for gone, and has ended call and log-in (F5.9). @param {import('../api/types').PhoneView | null} view */
function wasLost(view) {
  if (!view?.lost) return nothing;
  const when = (/** @type {string} */ at) => dateTime(at, document.documentElement.lang, siteZone());
  return html`<div class="notice" data-kind="lost">${icon('lost')}<div><strong>${t('notice.was_lost', { at: when(view.lost.at) })}</strong>
    ${view.lost.back ? html`<p>${t('notice.was_lost.advice', { at: when(view.lost.back) })}</p>` : nothing}</div></div>`;
}

/** @param {PhoneController} phone @param {string} problem */
function advice(phone, problem) {
  return (problem === 'elsewhere' && phone.attachment.where) || t(`notice.${problem}.advice`);
}

/** Whether the browser keeps from the operator what they should hear. @param {PhoneController} phone */
function silent(phone) {
  return phone.muted || (ringingCall(phone.view) !== undefined && !phone.ringer.ready());
}

/** @param {PhoneController} phone */
async function unmute(phone) {
  await phone.ringer.unlock();
  await phone.listen();
}
