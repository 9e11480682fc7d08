/** 大画面表示リンク: links that show figures on a screen without a log-in; made, changed and revoked here. */

/** @import { Wallboard, WallboardMade, Watchable } from '../api/types' */
/** @import { Draft, Fault } from '../components/wallboard_form.js' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { api, ApiError } from '../api/client.js';
import { app, sentence, siteZone } from '../app.js';
import { ask } from '../components/admin/dialog.js';
import { icon } from '../components/icons.js';
import { draftOf, wallboardForm, wishOf } from '../components/wallboard_form.js';
import { t } from '../i18n.js';
import { boardColumns } from '../state/columns.js';
import { dateTime, NONE } from '../state/format.js';
import { named } from '../state/sort.js';
import { shell } from './shell.js';

const COLUMNS = ['name', 'shows', 'made', 'expires', 'used', 'actions'];
/** How often the list says anew how many screens there are, ms. */
const AGAIN_MS = 10_000;

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {Wallboard[] | null} */
  let list = null;
  /** @type {Watchable['groups']} */
  let groups = [];
  /** The form, and what it was at first. @type {{ old: Wallboard | null, draft: Draft, before: string } | null} */
  let form = null;
  /** @type {Fault[]} */
  let faults = [];
  /** @type {WallboardMade | null} */
  let made = null;
  let copied = false;
  let busy = false;
  /** @type {unknown} */
  let failure = null;
  let gone = false;

  async function load() {
    try {
      const [found, watchable] = await Promise.all([api.wallboards(), api.watchable()]);
      list = named(found.map((one) => ({ ...one, name: one.content.name })));
      groups = watchable.groups;
      failure = null;
    } catch (error) {
      failure = error;
    }
    draw();
  }

  /** @param {Wallboard | null} old */
  function edit(old) {
    const draft = draftOf(old);
    form = { old, draft, before: JSON.stringify(draft) };
    faults = [];
    made = null;
    failure = null;
    draw();
    root.querySelector('input')?.focus();
  }

  function close() {
    form = null;
    failure = null;
    draw();
  }

  async function submit() {
    if (!form || busy) return;
    busy = true;
    failure = null;
    faults = [];
    draw();
    try {
      const wish = wishOf(form.draft);
      if (form.old) await api.changeWallboard(form.old.id, wish);
      else made = await api.addWallboard(wish);
      copied = false;
      form = null;
    } catch (error) {
      failure = error;
      faults = error instanceof ApiError ? error.faults : [];
    }
    busy = false;
    await loadAgain();
  }

  /** Keeps the failure of what was done just now. */
  async function loadAgain() {
    const told = failure;
    await load();
    failure ??= told;
    draw();
  }

  /** @param {Wallboard} one */
  async function revoke(one) {
    const question = { title: t('wallboards.revoke.title', { name: one.content.name }), text: t('wallboards.revoke.text'), confirm: t('wallboards.revoke'), danger: true };
    if (!(await ask(question))) return;
    failure = null;
    try {
      await api.revokeWallboard(one.id);
      if (made?.wallboard.id === one.id) made = null;
    } catch (error) {
      failure = error;
    }
    await loadAgain();
  }

  /** @param {string} address */
  async function copy(address) {
    await navigator.clipboard.writeText(address).catch(() => /** @type {HTMLInputElement | null} */ (root.querySelector('[data-item=address]'))?.select());
    copied = true;
    draw();
  }

  function madeCard() {
    if (!made) return nothing;
    const address = `${location.origin}${made.path}`;
    return html`<section class="card wallboard-made" role="status" data-item="made"><h2>${t('wallboards.made', { name: made.wallboard.content.name })}</h2>
      <p>${t('wallboards.made.text')}</p>
      <div class="wallboard-address"><input readonly data-item="address" aria-label=${t('wallboards.address')} .value=${address} @focus=${(/** @type {any} */ event) => event.currentTarget.select()}>
        <button type="button" class="primary" data-action="copy" @click=${() => void copy(address)}>${copied ? html`${icon('check')}${t('wallboards.copied')}` : t('wallboards.copy')}</button>
        <a class="button" href=${made.path} target="_blank" rel="noopener" data-action="show">${t('wallboards.show')}</a></div></section>`;
  }

  /** @param {Wallboard} one */
  function shows({ content }) {
    const names = new Map(groups.map(({ id, name }) => [id, name]));
    const chosen = content.groups?.map((id) => names.get(id) ?? id);
    const parts = [content.overall ? t('monitor.all') : '', chosen ? chosen.join(t('monitor.trunks_and')) : t('wallboards.groups.all'),
      content.operators === 'none' ? '' : t(`wallboards.operators.${content.operators}`)];
    return parts.filter(Boolean).join(' / ');
  }

  /** @param {string | null} time */
  const when = (time) => (time ? dateTime(time, document.documentElement.lang, siteZone()) : NONE);

  /** @param {Wallboard} one */
  function row(one) {
    return html`<tr data-wallboard=${one.id}><th scope="row">${one.content.name}</th>
      <td class="shows">${shows(one)}</td>
      <td>${when(one.created)}<span class="sub">${one.created_by_name || one.created_by}</span></td>
      <td data-item="expires">${one.expired ? html`<strong class="danger">${t('wallboards.expired')}</strong>` : one.expires ? when(one.expires) : t('wallboards.unlimited')}</td>
      <td data-item="used">${one.screens > 0 ? html`<span class="state" data-state="up">${t('wallboards.screens', { count: one.screens })}</span>` : when(one.last_used)}</td>
      <td class="row-actions"><button type="button" data-action="edit" @click=${() => edit(one)}>${t('wallboards.edit')}</button>
        <button type="button" class="danger" data-action="revoke" @click=${() => void revoke(one)}>${t('wallboards.revoke')}</button></td></tr>`;
  }

  function table() {
    if (!list) return failure ? nothing : html`<p class="loading" role="status">${t('admin.loading')}</p>`;
    if (list.length === 0) return html`<p class="empty">${t('wallboards.none')}</p>`;
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./monitor/wallboards')}><table class="history wallboards">
      <thead><tr>${COLUMNS.map((id) => html`<th scope="col">${t(`wallboards.column.${id}`)}</th>`)}</tr></thead>
      <tbody>${repeat(list, ({ id }) => id, row)}</tbody></table></div>`;
  }

  function body() {
    if (!form || !app.metrics) return html`<p class="about">${t('wallboards.about')}</p>${alarm()}${madeCard()}<section class="panel">${table()}</section>`;
    const { old, draft } = form;
    return html`${alarm()}${wallboardForm({
      draft, columns: boardColumns(app.metrics, 'board'), groups, faults, busy, fresh: old === null, cancel: close, submit: () => void submit(),
      change: (next) => {
        if (form) form.draft = { ...form.draft, ...next };
        draw();
      },
    })}`;
  }

  const alarm = () => html`<div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>`;

  function draw() {
    if (gone) return;
    const title = !form ? t('title./monitor/wallboards') : form.old ? t('wallboards.editing', { name: form.old.content.name }) : t('wallboards.new');
    render(shell({ connected: null, tabs: [], body: html`<div class="admin-head"><h1>${title}</h1>
      ${form ? nothing : html`<button type="button" class="primary" data-action="new" ?disabled=${!list} @click=${() => edit(null)}>${icon('plus')}<span>${t('wallboards.new')}</span></button>`}</div>${body()}` }), root);
  }

  const unsaved = () => form !== null && JSON.stringify(form.draft) !== form.before;

  async function mayLeave() {
    return !unsaved() || (await ask({ title: t('admin.unsaved'), confirm: t('admin.ask.discard'), danger: true })) !== null;
  }

  const timer = setInterval(() => !form && !failure && document.visibilityState === 'visible' && void load(), AGAIN_MS);
  draw();
  void load();
  return { render: draw, unmount: () => { gone = true; clearInterval(timer); }, unsaved, mayLeave };
}
