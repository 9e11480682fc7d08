/** One call of the history with its legs, in the order of time. */

/** @import { HistoryDetail, HistoryLeg } from '../api/types' */

import { html, nothing } from 'lit-html';
import { siteZone } from '../app.js';
import { t } from '../i18n.js';
import { duration, timeOfDay } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import { openExplanation } from './call_explanation.js';
import { codeText } from './code_text.js';

/** Whom the operator handed the other party to. @param {HistoryLeg} leg */
function transferred(leg) {
  if (!leg.transferred_group_name && !leg.transferred_to) return nothing;
  return t('history.transferred', { to: leg.transferred_group_name || displayNumber(leg.transferred_to) });
}

/** @param {HistoryLeg} leg */
function legRow(leg) {
  const who = [leg.operator_name, leg.extension].filter(Boolean).join(' ') || leg.group_name;
  return html`<li data-leg=${leg.kind}>
    <time>${timeOfDay(leg.began_at, siteZone())}</time>
    <span class="leg-kind">${codeText('leg_kind', leg.kind)}</span>
    <span class="leg-who">${who}</span>
    <span class="leg-outcome">${leg.outcome ? codeText('result', leg.outcome) : transferred(leg)}</span>
    <span class="leg-time">${duration(leg.duration_s)}</span>
  </li>`;
}

/** @param {HistoryDetail | null} detail `null`: still loading */
export function callDetails(detail) {
  if (!detail) return html`<p class="loading" role="status">${t('history.loading')}</p>`;
  const legs = detail.legs.length === 0
    ? html`<p class="muted">${t('history.no_legs')}</p>`
    : html`<ol class="legs" aria-label=${t('history.legs')}>${detail.legs.map(legRow)}</ol>`;
  return html`${legs}<button type="button" class="explain" data-action="explain" aria-haspopup="dialog" @click=${() => openExplanation(detail.id)}>${t('explain.button')}</button>`;
}
