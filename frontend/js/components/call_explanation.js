/** この通話を説明: a call as a line of time, and what each stretch of it is counted in (F7.9). */

/** @import { CallExplanation, Feed, Stretch } from '../api/types' */

import { html, nothing } from 'lit-html';
import { api } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { language, t } from '../i18n.js';
import { dateTime, duration, NONE, timeOfDay } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import { codeText } from './code_text.js';
import { openModal } from './modal.js';

/** Open the explanation of a call over the page. @param {string} call id */
export function openExplanation(call) {
  /** @type {CallExplanation | null} */
  let found = null;
  /** @type {unknown} */
  let failure = null;
  const modal = openModal({ id: 'explanation', close: t('explain.close'), view: () => ({ title: t('explain.button'), body: body(found, failure) }) });
  void api.explainCall(call).then((one) => { found = one; }, (error) => { failure = error; }).then(modal.draw);
}

/** @param {CallExplanation | null} found @param {unknown} failure */
function body(found, failure) {
  if (failure !== null) return html`<p class="notice" data-kind="error" role="alert">${t('explain.failed')}: ${sentence(failure)}</p>`;
  return found ? explanation(found) : html`<p class="loading" role="status">${t('history.loading')}</p>`;
}

/** @param {CallExplanation} found */
function explanation(found) {
  const { call, stretches } = found;
  const whole = Math.max(1, ...stretches.map((one) => one.offset_ms + (one.duration_ms ?? 0)));
  return html`<p class="modal-facts"><span class="direction">${t(`direction.${call.direction}`)}</span>
      <span class="digits">${displayNumber(call.from_number)} → ${displayNumber(call.to_number)}</span>
      <span>${dateTime(call.started_at, language(), siteZone())}</span><span data-result=${call.result}>${codeText('result', call.result)}</span></p>
    ${found.pending ? html`<p class="modal-note">${t('explain.pending')}</p>` : nothing}
    ${call.direction === 'internal' ? html`<p class="modal-note">${t('explain.internal')}</p>` : nothing}
    <div class="table-scroll" tabindex="0" role="region" aria-label=${t('history.legs')}>
      <table class="parts explanation"><thead><tr>
        ${['time', 'stretch', 'who', 'course', 'length', 'counted'].map((id) => html`<th scope="col" class=${id === 'length' ? 'end' : ''}>${t(`explain.${id}`)}</th>`)}</tr></thead>
        <tbody>${stretches.map((stretch) => row(stretch, whole, found))}</tbody></table></div>`;
}

/** @param {Stretch} stretch @param {number} whole ms of the call @param {CallExplanation} found */
function row(stretch, whole, found) {
  const who = [stretch.operator_name, stretch.extension].filter(Boolean).join(' ');
  const left = (stretch.offset_ms / whole) * 100;
  const width = ((stretch.duration_ms ?? whole - stretch.offset_ms) / whole) * 100;
  return html`<tr data-stretch=${stretch.kind}>
    <td class="digits">${timeOfDay(stretch.began_at, siteZone())}</td>
    <th scope="row">${codeText('leg_kind', stretch.kind)}${became(stretch)}</th>
    <td>${who || stretch.group_name || NONE}${who && stretch.group_name ? html`<span class="sub">${stretch.group_name}</span>` : nothing}</td>
    <td class="course"><svg class="course-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="track" width="100" height="10"></rect><rect class="stretch" x=${left} width=${Math.max(width, 0.6)} height="10"></rect></svg></td>
    <td class="digits end">${stretch.duration_ms === null ? t('explain.open') : duration(stretch.duration_ms / 1000)}</td>
    <td class="fed">${counted(stretch.feeds, found)}</td></tr>`;
}

/** How it ended, and whom the other party was handed to. @param {Stretch} stretch */
function became({ outcome, transferred_group_name: group, transferred_to: number }) {
  const handed = group || (number ? displayNumber(number) : '');
  return html`${outcome ? html`<span class="sub">${codeText('result', outcome)}</span>` : nothing}
    ${handed ? html`<span class="sub">${t('history.transferred', { to: handed })}</span>` : nothing}`;
}

/** What a stretch gives to, by whose figures they are. @param {Feed[]} feeds @param {CallExplanation} found */
function counted(feeds, found) {
  if (feeds.length === 0) return html`<span class="nil">${t('explain.nothing')}</span>`;
  const owners = [...new Set(feeds.map((feed) => `${feed.scope} ${feed.id}`))];
  const number = new Set(feeds.flatMap((feed) => itemsOf(feed, found).map(({ item }) => item))).size;
  return html`<details><summary>${t('explain.items', { number })}</summary>${owners.map((owner) => {
    const own = feeds.filter((feed) => `${feed.scope} ${feed.id}` === owner);
    return html`<h3>${ownerName(/** @type {Feed} */ (own[0]))}</h3><ul>${own.filter((feed) => itemsOf(feed, found).length > 0).map((feed) => html`<li data-counter=${feed.counter}>
      <span class="digits amount">${amount(feed)}</span><span>${uses(feed, found)}</span></li>`)}</ul>`;
  })}</details>`;
}

/** @param {Feed} feed */
function ownerName({ scope, name }) {
  return scope === 'all' ? t('report.whole') : name || t('report.other');
}

/** @param {Feed} feed */
function amount({ counter, amount: value }) {
  return counter.startsWith('t_') || counter.startsWith('m_') ? duration(value / 1000) : `×${value}`;
}

/** @param {Feed} feed @param {CallExplanation} found */
function itemsOf({ counter, scope }, { counters }) {
  const kind = scope === 'operator' ? 'operator' : 'group';
  return counters.find((one) => one.counter === counter && one.scope === kind)?.items ?? [];
}

/** @param {Feed} feed @param {CallExplanation} found */
function uses(feed, found) {
  return itemsOf(feed, found).map(({ label, less, numerator, profiles }, at) => {
    const plain = numerator ? label[language()] : t('explain.denominator', { item: label[language()] });
    const name = less ? t('explain.less', { item: plain }) : plain;
    const only = profiles.length === 1 ? html`<span class="muted">${t(`explain.only.${profiles[0]}`)}</span>` : nothing;
    return html`${at > 0 ? t('explain.separator') : nothing}${name}${only}`;
  });
}
