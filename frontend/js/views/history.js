/** 通話履歴: the calls of all lines, newest first, with search and details (first part of F8). */

/** @import { HistoryCall, HistoryDetail } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { api } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { callDetails, codeText } from '../components/call_details.js';
import { icon } from '../components/icons.js';
import { partyNumber } from '../components/call_panel.js';
import { t } from '../i18n.js';
import { dateTime, duration, NONE } from '../state/format.js';
import { filtersFrom } from '../state/history.js';
import { displayNumber } from '../state/phone_number.js';
import { slimBar } from './shell.js';

const DIRECTIONS = ['inbound', 'outbound', 'internal'];
const COLUMNS = ['started', 'direction', 'from', 'to', 'group', 'operator', 'result', 'ring', 'talk'];
const PAGE = 100;

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {HistoryCall[]} */
  let calls = [];
  /** @type {string | null} */
  let cursor = null;
  let loading = true;
  /** @type {unknown} */
  let failure = null;
  /** @type {Record<string, string>} */
  let filters = {};
  let open = '';
  /** @type {HistoryDetail | null} */
  let detail = null;
  /** Counts searches: an answer to an older one is thrown away. */
  let turn = 0;

  /** @param {boolean} more whether to go on after what is shown */
  async function load(more) {
    turn += 1;
    const mine = turn;
    loading = true;
    failure = null;
    draw();
    try {
      const page = await api.calls({ ...filters, limit: PAGE, cursor: (more && cursor) || undefined });
      if (mine !== turn) return;
      calls = more ? [...calls, ...page.items] : page.items;
      cursor = page.next_cursor;
    } catch (error) {
      if (mine !== turn) return;
      failure = error;
    }
    loading = false;
    draw();
  }

  /** @param {SubmitEvent} event */
  function search(event) {
    event.preventDefault();
    filters = filtersFrom(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)), siteZone());
    open = '';
    void load(false);
  }

  /** @param {HistoryCall} call */
  async function toggle(call) {
    open = open === call.id ? '' : call.id;
    detail = null;
    draw();
    if (!open) return;
    try {
      const found = await api.call(call.id);
      if (open === call.id) detail = found;
    } catch (error) {
      failure = error;
    }
    draw();
  }

  function searchForm() {
    return html`<form class="filters" role="search" @submit=${search}>
      <label class="field"><span>${t('history.from_time')}</span><input type="datetime-local" name="from"></label>
      <label class="field"><span>${t('history.to_time')}</span><input type="datetime-local" name="to"></label>
      <label class="field"><span>${t('history.number')}</span><input type="search" name="number" inputmode="tel" autocomplete="off"></label>
      <label class="field"><span>${t('history.direction')}</span><select name="direction"><option value="">${t('history.any')}</option>
        ${DIRECTIONS.map((direction) => html`<option value=${direction}>${t(`direction.${direction}`)}</option>`)}</select></label>
      <button type="submit" class="primary">${icon('search')}<span>${t('history.search')}</span></button>
    </form>`;
  }

  /** @param {HistoryCall} call */
  function row(call) {
    const shown = open === call.id;
    const when = dateTime(call.started_at, document.documentElement.lang, siteZone());
    return html`<tr data-call=${call.id} data-direction=${call.direction} class="openable" ?data-open=${shown} @click=${() => toggle(call)}>
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

  function list() {
    if (calls.length === 0) {
      return html`<p class="loading" role="status">${loading ? t('history.loading') : t(failure ? 'history.failed' : 'history.none')}</p>`;
    }
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./history')}><table class="history">
        <thead><tr>${COLUMNS.map((id) => html`<th scope="col" class=${id === 'ring' || id === 'talk' ? 'end' : ''}>${t(`history.${id}`)}</th>`)}</tr></thead>
        <tbody>${repeat(calls, (call) => call.id, row)}</tbody></table></div>
      ${cursor ? html`<button type="button" class="more" ?disabled=${loading} @click=${() => load(true)} data-action="more">${t('history.more')}</button>` : nothing}`;
  }

  function draw() {
    render(html`<div class="history-page">
      ${slimBar({ title: html`<span class="mark">${icon('history')}</span><h1>${t('title./history')}</h1>`, own: '/history' })}
      <main class="content">${searchForm()}
        <div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>
        <section class="panel">${list()}</section></main></div>`, root);
  }

  void load(false);
  return { render: draw, unmount: () => { turn += 1; } };
}
