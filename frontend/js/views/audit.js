/** 変更履歴: who changed what, when, from what to what (F9.10). */

/** @import { Difference } from '../state/difference.js' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { frame, saidNothing } from '../admin/frame.js';
import { RESOURCES } from '../admin/resources/index.js';
import { fieldLabel } from '../admin/words.js';
import { request } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { icon } from '../components/icons.js';
import { has, t } from '../i18n.js';
import { differences } from '../state/difference.js';
import { dateTime, NONE } from '../state/format.js';
import { instant } from '../state/history.js';

/** @typedef {import('../api/types').ConfigChange} Change */

const SUBJECTS = [...new Set(RESOURCES.map(({ name }) => name)), 'holidays'];
const COLUMNS = ['at', 'user', 'action', 'subject', 'item', 'changed'];
const PAGE = 50;
/** Differences shown in the row itself. */
const BRIEF = 3;

/** @param {unknown} value @returns {string} */
function shown(value) {
  if (value === undefined || value === null || value === '') return NONE;
  if (Array.isArray(value)) return value.map(shown).join(', ') || NONE;
  if (typeof value === 'object') return JSON.stringify(value);
  return FIXED.has(value) ? t(FIXED.get(value) ?? '') : String(value);
}

/** @type {Map<unknown, string>} */
const FIXED = new Map(/** @type {[unknown, string][]} */ ([[true, 'admin.yes'], [false, 'admin.no'], ['changed', 'admin.audit.password_changed'], ['unchanged', 'admin.audit.unchanged']]));

/** @param {string} subject @param {string} path @returns {string} */
function pathLabel(subject, path) {
  const [first = '', ...rest] = path.split('.');
  const label = first === '' ? t('admin.audit.whole') : fieldLabel(subject, first);
  return [label, ...rest.map((name) => (has(`admin.day.${name}`) ? t(`admin.day.${name}`) : has(`admin.option.target.${name}`) ? t(`admin.option.target.${name}`) : name))].join(' › ');
}

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {Change[]} */
  let items = [];
  /** @type {number | null} */
  let next = null;
  let loading = true;
  let open = -1;
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
      const query = new URLSearchParams({ ...filters, limit: String(PAGE), ...(more && next !== null ? { before: String(next) } : {}) });
      const page = await request('GET', `/audit?${query}`);
      if (mine !== turn) return;
      items = more ? [...items, ...page.items] : page.items;
      next = page.next_before;
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
    const given = { subject: text('subject'), item: text('item'), user: text('user'), from: instant(text('from'), siteZone()), to: instant(text('to'), siteZone()) };
    filters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    open = -1;
    void load(false);
  }

  function searchForm() {
    return html`<form class="filters audit-filters" role="search" @submit=${search}>
      <label class="field"><span>${t('history.from_time')}</span><input type="datetime-local" name="from"></label>
      <label class="field"><span>${t('history.to_time')}</span><input type="datetime-local" name="to"></label>
      <label class="field"><span>${t('admin.audit.subject')}</span><select name="subject"><option value="">${t('history.any')}</option>
        ${SUBJECTS.map((name) => html`<option value=${name}>${t(`admin.table.${name}`)}</option>`)}</select></label>
      <label class="field"><span>${t('admin.audit.item')}</span><input type="search" name="item" autocomplete="off"></label>
      <label class="field"><span>${t('admin.audit.user')}</span><input type="search" name="user" autocomplete="off"></label>
      <button type="submit" class="primary">${icon('search')}<span>${t('history.search')}</span></button></form>`;
  }

  /** @param {string} subject @param {Difference[]} list */
  function difference(subject, list) {
    return html`<table class="differences"><thead><tr><th scope="col">${t('admin.audit.field')}</th><th scope="col">${t('admin.audit.before')}</th><th scope="col">${t('admin.audit.after')}</th></tr></thead>
      <tbody>${list.map(({ path, before, after }) => html`<tr><th scope="row">${pathLabel(subject, path)}</th>
        <td>${before === undefined ? NONE : html`<del>${shown(before)}</del>`}</td><td>${after === undefined ? NONE : html`<ins>${shown(after)}</ins>`}</td></tr>`)}</tbody></table>`;
  }

  /** @param {Change} change */
  function row(change) {
    const list = differences(change.before ?? undefined, change.after ?? undefined);
    const expanded = open === change.version;
    const brief = list.slice(0, BRIEF).map(({ path }) => pathLabel(change.subject, path)).join(', ');
    const toggle = () => {
      open = expanded ? -1 : change.version;
      draw();
    };
    return html`<tr class="openable" data-change=${change.version} ?data-open=${expanded} @click=${toggle}>
        <th scope="row"><button type="button" class="row-toggle" aria-expanded=${expanded ? 'true' : 'false'}>${icon('chevron')}<span>${dateTime(change.at, document.documentElement.lang, siteZone())}</span></button></th>
        <td data-item="user">${change.user_name || change.user}<span class="sub">${change.user}</span></td>
        <td data-item="action">${t(`admin.audit.action.${change.action}`)}</td>
        <td data-item="subject">${t(`admin.table.${change.subject}`)}</td>
        <td data-item="item">${change.item || NONE}</td>
        <td data-item="changed" class="brief">${brief}${list.length > BRIEF ? html`<span class="sub">${t('admin.audit.more', { count: list.length - BRIEF })}</span>` : nothing}</td></tr>
      ${expanded ? html`<tr class="details"><td colspan=${COLUMNS.length}>${difference(change.subject, list)}</td></tr>` : nothing}`;
  }

  function table() {
    if (items.length === 0) return html`<p class="loading" role="status">${loading ? t('admin.loading') : failure ? NONE : t('admin.audit.none')}</p>`;
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./masters/audit')}><table class="history">
        <thead><tr>${COLUMNS.map((id) => html`<th scope="col">${t(`admin.audit.${id}`)}</th>`)}</tr></thead>
        <tbody>${repeat(items, (change) => change.version, row)}</tbody></table></div>
      ${next === null ? nothing : html`<button type="button" class="more" ?disabled=${loading} @click=${() => load(true)} data-action="more">${t('history.more')}</button>`}`;
  }

  function draw() {
    render(frame({ title: t('title./masters/audit'), body: html`${searchForm()}
      <div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>
      <section class="panel">${table()}</section>` }), root);
  }

  void load(false);
  return { render: draw, unmount: () => { turn += 1; saidNothing(); } };
}
