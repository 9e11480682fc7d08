/** モニタリング履歴: who listened to, whispered into or joined whose calls (F4.5). */

/** @import { SupervisionRecord } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { frame, saidNothing } from '../admin/frame.js';
import { api } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { dateTime, duration, NONE } from '../state/format.js';
import { instant } from '../state/history.js';

const COLUMNS = ['begin', 'supervisor', 'operator', 'mode', 'seconds', 'reason'];
const PAGE = 100;

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {SupervisionRecord[]} */
  let items = [];
  /** @type {string | null} */
  let cursor = null;
  let loading = true;
  /** @type {unknown} */
  let failure = null;
  /** @type {Record<string, string>} */
  let filters = {};
  let turn = 0;

  /** @param {boolean} more */
  async function load(more) {
    turn += 1;
    const mine = turn;
    loading = true;
    failure = null;
    draw();
    try {
      const page = await api.supervisions({ ...filters, limit: PAGE, cursor: (more && cursor) || undefined });
      if (mine !== turn) return;
      items = more ? [...items, ...page.items] : page.items;
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
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const text = (/** @type {string} */ name) => String(form.get(name) ?? '').trim();
    filters = { from: instant(text('from'), siteZone()), to: instant(text('to'), siteZone()), supervisor: text('supervisor'), operator: text('operator'), call: text('call') };
    void load(false);
  }

  function searchForm() {
    const ids = ['supervisor', 'operator', 'call'];
    return html`<form class="filters audit-filters" role="search" @submit=${search}>
      <label class="field"><span>${t('history.from_time')}</span><input type="datetime-local" name="from"></label>
      <label class="field"><span>${t('history.to_time')}</span><input type="datetime-local" name="to"></label>
      ${ids.map((name) => html`<label class="field"><span>${t(`supervisions.id.${name}`)}</span><input type="search" name=${name} autocomplete="off" maxlength="64"></label>`)}
      <button type="submit" class="primary">${icon('search')}<span>${t('history.search')}</span></button></form>`;
  }

  /** @param {string} name @param {string} id */
  const person = (name, id) => (id ? html`${name || id}<span class="sub">${id}</span>` : NONE);

  /** @param {SupervisionRecord} one */
  function row(one) {
    const when = dateTime(one.begin, document.documentElement.lang, siteZone());
    return html`<tr data-stretch=${one.id} data-mode=${one.mode}>
      <th scope="row">${when}</th>
      <td data-item="supervisor">${person(one.supervisor_name, one.supervisor)}</td>
      <td data-item="operator">${person(one.operator_name, one.operator)}<span class="sub digits">${one.call}</span></td>
      <td data-item="mode">${t(`supervision.${one.mode}`)}</td>
      <td data-item="seconds" class="digits end">${one.end === null ? t('supervisions.lasts') : duration(one.seconds)}${one.estimated ? html`<span class="sub">${t('supervisions.estimated')}</span>` : nothing}</td>
      <td data-item="reason">${one.end === null ? NONE : t(`supervisions.reason.${one.reason ?? 'changed'}`)}</td></tr>`;
  }

  function table() {
    if (items.length === 0) return html`<p class="loading" role="status">${loading ? t('admin.loading') : failure ? NONE : t('supervisions.none')}</p>`;
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./masters/supervisions')}><table class="history">
        <thead><tr>${COLUMNS.map((id) => html`<th scope="col" class=${id === 'seconds' ? 'end' : ''}>${t(`supervisions.${id}`)}</th>`)}</tr></thead>
        <tbody>${repeat(items, (one) => one.id, row)}</tbody></table></div>
      ${cursor ? html`<button type="button" class="more" ?disabled=${loading} @click=${() => load(true)} data-action="more">${t('history.more')}</button>` : nothing}`;
  }

  function draw() {
    render(frame({ title: t('title./masters/supervisions'), body: html`${searchForm()}
      <div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>
      <section class="panel">${table()}</section>` }), root);
  }

  void load(false);
  return { render: draw, unmount: () => { turn += 1; saidNothing(); } };
}
