/** モニタリング設定 (F3.1): whom one's own monitors show. */

/** @import { Watchable, Watched } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { api } from '../api/client.js';
import { sentence } from '../app.js';
import { ask } from '../components/admin/dialog.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { byName } from '../state/collation.js';
import { added, removed, sameWatched } from '../state/monitor.js';
import { displayNumber } from '../state/phone_number.js';
import { shell } from './shell.js';

/** @typedef {'groups' | 'users'} Kind */
/** @typedef {'watched' | 'all'} Side */
/** @typedef {{ id: string, name: string, sub: string }} Entry */

/** @type {Kind[]} */
const KINDS = ['groups', 'users'];

/**
 * @param {Watchable} watchable
 * @returns {Record<Kind, Entry[]>} by name, as Japanese lists have it
 */
function entriesOf({ groups, users }) {
  const order = byName('together');
  /** @param {Entry} a @param {Entry} b */
  const compare = (a, b) => order(a.name, b.name) || order(a.sub, b.sub);
  return {
    groups: groups.map(({ id, name, number }) => ({ id, name, sub: displayNumber(number) })).sort(compare),
    users: users.map(({ id, name, extension }) => ({ id, name, sub: extension })).sort(compare),
  };
}

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {Record<Kind, Entry[]> | null} */
  let entries = null;
  /** @type {Watched} */
  let watched = { groups: [], users: [] };
  /** @type {Watched} */
  let saved = watched;
  /** Ticked, on either side. @type {Record<Side, Record<Kind, Set<string>>>} */
  const ticked = { watched: { groups: new Set(), users: new Set() }, all: { groups: new Set(), users: new Set() } };
  let search = '';
  let said = '';
  let fault = '';
  /** @type {unknown} */
  let failure = null;
  let gone = false;

  async function load() {
    failure = null;
    try {
      const [settings, watchable] = await Promise.all([api.monitorSettings(), api.watchable()]);
      entries = entriesOf(watchable);
      watched = settings.watched;
      saved = watched;
    } catch (error) {
      failure = error;
    }
    draw();
  }

  /** @param {Side} side @param {(chosen: readonly string[], ids: Set<string>) => string[]} how */
  function move(side, how) {
    watched = { groups: how(watched.groups, ticked[side].groups), users: how(watched.users, ticked[side].users) };
    for (const kind of KINDS) ticked[side][kind].clear();
    said = '';
    draw();
  }

  async function save() {
    fault = '';
    said = '';
    try {
      await api.changeWatched(watched);
      saved = watched;
      said = t('admin.saved');
    } catch (error) {
      fault = sentence(error);
    }
    draw();
  }

  const unsaved = () => !sameWatched(watched, saved);

  async function mayLeave() {
    return !unsaved() || (await ask({ title: t('admin.unsaved'), confirm: t('admin.ask.discard'), danger: true })) !== null;
  }

  /**
   * @param {Side} side
   * @param {Kind} kind
   */
  function listed(side, kind) {
    const chosen = new Set(watched[kind]);
    const all = entries?.[kind] ?? [];
    if (side === 'watched') return all.filter(({ id }) => chosen.has(id));
    const wanted = search.normalize('NFKC').toLowerCase();
    return all.filter(({ name, sub }) => `${name} ${sub}`.normalize('NFKC').toLowerCase().includes(wanted));
  }

  /**
   * @param {Side} side
   * @param {Kind} kind
   */
  function part(side, kind) {
    const shown = listed(side, kind);
    const open = shown.filter(({ id }) => side === 'watched' || !watched[kind].includes(id));
    const marks = ticked[side][kind];
    const every = open.length > 0 && open.every(({ id }) => marks.has(id));
    const tickAll = () => {
      for (const { id } of open) {
        if (every) marks.delete(id);
        else marks.add(id);
      }
      draw();
    };
    /** @param {string} id */
    const tick = (id) => {
      if (!marks.delete(id)) marks.add(id);
      draw();
    };
    return html`<fieldset data-kind=${kind}>
      <legend><label class="watch-row"><input type="checkbox" .checked=${every} ?disabled=${open.length === 0} @change=${tickAll}>
        <span>${t(`watching.${kind}`)}</span><small>${t('watching.count', { count: side === 'watched' ? shown.length : entries?.[kind].length ?? 0 })}</small></label></legend>
      ${shown.length === 0 ? html`<p class="muted">${t(side === 'watched' ? `watching.all_${kind}` : 'watching.none')}</p>` : nothing}
      ${repeat(shown, ({ id }) => id, ({ id, name, sub }) => {
        const taken = side === 'all' && watched[kind].includes(id);
        return html`<label class="watch-row" ?data-taken=${taken}><input type="checkbox" value=${id} .checked=${marks.has(id)} ?disabled=${taken} @change=${() => tick(id)}>
          <span class="name">${name}</span><span class="sub">${sub}</span>${taken ? html`<span class="taken">${icon('check')}${t('watching.taken')}</span>` : nothing}</label>`;
      })}</fieldset>`;
  }

  /** @param {Side} side */
  const tickedCount = (side) => ticked[side].groups.size + ticked[side].users.size;

  /** @param {Event} event */
  function searched(event) {
    search = /** @type {HTMLInputElement} */ (event.currentTarget).value;
    draw();
  }

  function lists() {
    return html`<div class="watching">
      <section class="panel" data-side="watched" aria-labelledby="watched-title"><header class="panel-head"><h2 id="watched-title">${t('watching.watched')}</h2></header>
        <div class="watch-list">${KINDS.map((kind) => part('watched', kind))}</div></section>
      <div class="watch-moves">
        <button type="button" data-action="add" ?disabled=${tickedCount('all') === 0} @click=${() => move('all', added)}>${t('watching.add')}</button>
        <button type="button" data-action="remove" ?disabled=${tickedCount('watched') === 0} @click=${() => move('watched', removed)}>${t('watching.remove')}</button>
      </div>
      <section class="panel" data-side="all" aria-labelledby="all-title"><header class="panel-head"><h2 id="all-title">${t('watching.all')}</h2>
        <label class="admin-search"><span class="visually-hidden">${t('watching.search')}</span>${icon('search')}<input type="search" .value=${search} placeholder=${t('watching.search')} @input=${searched}></label></header>
        <div class="watch-list">${KINDS.map((kind) => part('all', kind))}</div></section>
    </div>`;
  }

  function body() {
    if (failure) return html`<div role="alert"><div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div><button type="button" @click=${() => void load()}>${t('failure.retry')}</button></div></div>`;
    if (!entries) return html`<p class="loading" role="status">${t('admin.loading')}</p>`;
    return html`<p class="about">${t('watching.about')}</p>
      <div role="status" data-item="said">${said ? html`<div class="notice" data-kind="info">${icon('check')}<div>${said}</div></div>` : nothing}</div>
      <div role="alert">${fault ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${fault}</strong></div></div>` : nothing}</div>
      ${lists()}`;
  }

  function draw() {
    if (gone) return;
    render(shell({ connected: null, tabs: [], body: html`
      <div class="admin-head"><h1>${t('title./monitor/settings')}</h1>
        <button type="button" class="primary" data-action="save" ?disabled=${!entries || !unsaved()} @click=${() => void save()}>${t('chooser.save')}</button></div>
      ${body()}` }), root);
  }

  draw();
  void load();
  return { render: draw, unmount: () => { gone = true; }, unsaved, mayLeave };
}
