/**
 * 通話履歴: the calls of all lines, newest first, with search and details (first part of F8). The address may name one
 * call: then it alone is listed, and explained (F7.9).
 */

/** @import { HistoryCall, HistoryDetail } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { siteZone } from '../app.js';
import { callDetails } from '../components/call_details.js';
import { openExplanation } from '../components/call_explanation.js';
import { codeText } from '../components/code_text.js';
import { icon } from '../components/icons.js';
import { partyNumber } from '../components/call_panel.js';
import { PagedList } from '../components/paged_list.js';
import { t } from '../i18n.js';
import { dateTime, duration, NONE } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';
import { slimBar } from './shell.js';

const DIRECTIONS = ['inbound', 'outbound', 'internal'];
const COLUMNS = ['started', 'direction', 'from', 'to', 'group', 'operator', 'result', 'ring', 'talk'];

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  let open = '';
  /** @type {HistoryDetail | null} */
  let detail = null;
  /** @type {PagedList<HistoryCall>} */
  const list = new PagedList((query) => {
    if (!query.call) leaveOne();
    return api.calls(query);
  }, () => draw());
  /** The call that the address names; "" = none. */
  let one = new URLSearchParams(location.search).get('call') ?? '';

  /** Others than the one of the address are wanted. */
  function leaveOne() {
    if (!one) return;
    one = '';
    history.replaceState(history.state, '', location.pathname);
  }

  /** @param {string} call id */
  async function toggle(call) {
    open = open === call ? '' : call;
    detail = null;
    draw();
    if (!open) return;
    try {
      const found = await api.call(call);
      if (open === call) detail = found;
    } catch (error) {
      list.failed(error);
    }
    draw();
  }

  function fields() {
    return html`<label class="field"><span>${t('history.number')}</span><input type="search" name="number" inputmode="tel" autocomplete="off"></label>
      <label class="field"><span>${t('history.direction')}</span><select name="direction"><option value="">${t('history.any')}</option>
        ${DIRECTIONS.map((direction) => html`<option value=${direction}>${t(`direction.${direction}`)}</option>`)}</select></label>`;
  }

  /** @param {HistoryCall} call */
  function row(call) {
    const shown = open === call.id;
    const when = dateTime(call.started_at, document.documentElement.lang, siteZone());
    return html`<tr data-call=${call.id} data-direction=${call.direction} class="openable" ?data-open=${shown} @click=${() => toggle(call.id)}>
        <th scope="row"><button type="button" class="row-toggle" aria-expanded=${shown ? 'true' : 'false'}>${icon('chevron')}<span data-item="started">${when}</span></button></th>
        <td data-item="direction"><span class="direction">${t(`direction.${call.direction}`)}</span></td>
        <td data-item="from"><span class="digits">${partyNumber({ number: call.from_number, caller_id: call.caller_id })}</span>${call.from_name ? html`<span class="sub">${call.from_name}</span>` : nothing}</td>
        <td data-item="to"><span class="digits">${displayNumber(call.to_number)}</span></td>
        <td data-item="group">${call.group_name || NONE}</td>
        <td data-item="operator">${call.operator_name || NONE}</td>
        <td data-item="result" data-result=${call.result}>${codeText('result', call.result)}</td>
        <td data-item="ring" class="digits end">${duration(call.ring_s)}</td>
        <td data-item="talk" class="digits end">${duration(call.talk_s)}</td>
      </tr>${shown ? html`<tr class="details" data-details=${call.id}><td colspan=${COLUMNS.length}>${callDetails(detail)}</td></tr>` : nothing}`;
  }

  /** What is listed where the address names a call. */
  function oneOnly() {
    return one ? html`<div class="notice" data-kind="info" data-item="one"><div><strong>${t('history.one')}</strong></div>
      <button type="button" data-action="all" @click=${() => list.search()}>${t('history.all')}</button></div>` : nothing;
  }

  function draw() {
    const heads = COLUMNS.map((id) => html`<th scope="col" class=${id === 'ring' || id === 'talk' ? 'end' : ''}>${t(`history.${id}`)}</th>`);
    render(html`<div class="history-page">
      ${slimBar({ title: html`<span class="mark">${icon('history')}</span><h1>${t('title./history')}</h1>`, own: '/history' })}
      <main class="content">${list.form(fields())}${oneOnly()}
        ${list.content({ label: t('title./history'), heads, row, none: t('history.none'), failed: t('history.failed') })}</main></div>`, root);
  }

  /** The call of the address, open in the list and explained. */
  async function showOne() {
    await toggle(one);
    if (detail && open === one) openExplanation(one);
  }

  list.search(one ? { call: one } : {});
  if (one) void showOne();
  return { render: draw, unmount: () => list.close() };
}
