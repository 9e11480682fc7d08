/** ログイン中のユーザー: operators and supervisors with their log-ins, and the way to end these (F1.6). */

/** @import { PresentUser } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { frame, saidNothing } from '../admin/frame.js';
import { api } from '../api/client.js';
import { app, heartbeatMs, sentence, siteZone } from '../app.js';
import { forceLogOut } from '../components/forced_log_out.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { dateTime, NONE } from '../state/format.js';

const COLUMNS = ['user', 'extension', 'role', 'where', 'heard', 'act'];

/** @param {string} at */
const when = (at) => dateTime(at, document.documentElement.lang, siteZone());

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {PresentUser[] | null} */
  let users = null;
  /** @type {unknown} */
  let failure = null;
  let gone = false;

  async function load() {
    try {
      users = await api.sessions();
      failure = null;
    } catch (error) {
      failure = error;
    }
    draw();
  }

  /** @param {PresentUser} user */
  async function force(user) {
    await forceLogOut({ id: user.user, name: user.name });
    await load();
  }

  /** @param {PresentUser} user */
  function action(user) {
    if (user.user === app.session?.user.id) return html`<span class="sub">${t('sessions.own')}</span>`;
    return html`<button type="button" data-action="force" aria-label=${`${t('sessions.force')}: ${user.name}`} @click=${() => void force(user)}>${icon('logout')}<span>${t('sessions.force')}</span></button>`;
  }

  /** @param {PresentUser} user */
  function row(user) {
    return html`<tr data-user=${user.user}>
      <th scope="row">${user.name}<span class="sub">${user.user}</span></th>
      <td data-item="extension">${user.extension || NONE}</td>
      <td data-item="role">${t(`sessions.role.${user.role}`)}</td>
      <td data-item="where">${user.sessions.map((one) => html`<div>${t(`sessions.kind.${one.kind}`)}<span class="sub">${t('sessions.since', { at: when(one.since) })}</span></div>`)}</td>
      <td data-item="heard">${user.sessions.map((one) => html`<div>${one.heard === null ? NONE : when(one.heard)}</div>`)}</td>
      <td data-item="act">${action(user)}</td></tr>`;
  }

  function table() {
    if (users === null) return failure ? nothing : html`<p class="loading" role="status">${t('admin.loading')}</p>`;
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./masters/sessions')}><table class="history">
      <thead><tr>${COLUMNS.map((id) => html`<th scope="col">${t(`sessions.${id}`)}</th>`)}</tr></thead>
      <tbody>${repeat(users, ({ user }) => user, row)}</tbody></table></div>`;
  }

  function draw() {
    if (gone) return;
    const tools = html`<button type="button" data-action="reload" @click=${() => void load()}>${t('sessions.reload')}</button>`;
    render(frame({ title: t('title./masters/sessions'), tools, body: html`
      <div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>
      <section class="panel">${table()}</section>` }), root);
  }

  draw();
  void load();
  const again = setInterval(() => void load(), heartbeatMs());
  return { render: draw, unmount: () => { gone = true; clearInterval(again); saidNothing(); } };
}
