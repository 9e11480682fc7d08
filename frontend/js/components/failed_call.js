/** Why the last dialled call came to nothing, until another follows or it is dismissed (F5.5). */

/** @import { PhoneView } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { siteZone } from '../app.js';
import { has, t } from '../i18n.js';
import { timeOfDay } from '../state/format.js';
import { toldByFailedCall } from '../state/phone.js';
import { displayNumber } from '../state/phone_number.js';
import { icon } from './icons.js';

/** What was dismissed in this window, so that it stays so when the page is loaded again. */
const DISMISSED = 'kikite.dismissed_call';

/** @param {NonNullable<PhoneView['failed']>} failed */
function party({ name, number }) {
  return [name, displayNumber(number)].filter(Boolean).join(' ');
}

/**
 * @param {PhoneController} phone
 * @param {() => void} redraw
 */
export function failedCall(phone, redraw) {
  const failed = phone.view?.failed;
  if (!failed || failed.at === sessionStorage.getItem(DISMISSED)) return nothing;
  const dismiss = () => {
    sessionStorage.setItem(DISMISSED, failed.at);
    if (toldByFailedCall(phone.view, phone.failure)) phone.failure = null;
    redraw();
  };
  return html`<div class="notice" data-kind="failed" data-reason=${failed.reason}>${icon('outgoing')}
    <div><strong>${t(has(`failed.${failed.reason}`) ? `failed.${failed.reason}` : 'failed.system')}</strong>
      <p>${t('failed.call', { party: party(failed), time: timeOfDay(failed.at, siteZone()) })}</p></div>
    <button type="button" class="icon-only" aria-label=${t('notice.dismiss')} @click=${dismiss}>${icon('close')}</button></div>`;
}
