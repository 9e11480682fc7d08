/** 監査ログ: who changed, supervised, logged out or decided for whom, and when (F1.6, F4.5, F9.10). */

/** @import { AuditItem } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { frame, saidNothing } from '../admin/frame.js';
import { RESOURCES } from '../admin/resources/index.js';
import { api } from '../api/client.js';
import { app, siteZone } from '../app.js';
import { brief, differenceTable } from '../components/admin/difference.js';
import { icon } from '../components/icons.js';
import { PagedList } from '../components/paged_list.js';
import { language, t } from '../i18n.js';
import { dateTime, duration, NONE } from '../state/format.js';
import { displayNumber } from '../state/phone_number.js';

const SUBJECTS = [...new Set(RESOURCES.map(({ name }) => name)), 'holidays', 'wallboards', 'schedules'];
/** Whose keys tell a reader nothing: their names are shown alone. */
const NAMED = new Set(['wallboards', 'schedules']);
const COLUMNS = ['at', 'by', 'kind', 'about', 'what'];

/** The rights with which each kind is to be seen; the server says the same. @type {Record<AuditItem['kind'], string[]>} */
const KINDS = {
  configuration: ['masters'],
  supervision: ['monitor_settings'],
  status: ['monitor_settings'],
  log_out: ['monitor', 'monitor_settings'],
  status_next: ['monitor_settings'],
  voicemail: ['masters'],
};
/** Chosen for after a call: found with the statuses. */
const WITHIN = new Set(['status_next']);

/** @param {string} name @param {string} id */
const person = (name, id) => (id ? html`${name || id}<span class="sub">${id}</span>` : NONE);

/** How long it lasted. @param {{ end: string | null, seconds: number | null, estimated?: boolean }} span */
const span = ({ end, seconds, estimated }) => html`<span class="digits">${end === null ? t('audit.lasts') : duration(seconds)}</span>${
  estimated ? html`<span class="sub">${t('audit.estimated')}</span>` : nothing}`;

/** @param {AuditItem} one */
function what({ change, log_out: out, status, supervision, voicemail }) {
  if (change) return html`${t(`audit.action.${change.action}`)}<span class="sub">${brief(change)}</span>`;
  if (out) return html`${t(`audit.calls.${out.calls}`)}${out.done === null ? html`<span class="sub">${t('audit.waiting')}</span>` : nothing}`;
  if (status) return html`${status[language()] || status.status} ${status.after_call ? html`<span class="sub">${t('audit.after_call')}</span>` : span(status)}`;
  if (voicemail) return message(voicemail);
  return supervision ? supervised(supervision) : NONE;
}

/** What was done with a message, and which it was. @param {NonNullable<AuditItem['voicemail']>} one */
function message({ action, folder, from_number: number, left_at: at }) {
  const when = at ? dateTime(at, language(), siteZone()) : '';
  return html`${t(`audit.voicemail.${action}`, { folder: folder && t(`messages.folder.${folder}`) })}
    <span class="sub digits">${at ? t('audit.voicemail.of', { number: displayNumber(number) || t('caller_id.unavailable'), at: when }) : ''}</span>`;
}

/** @param {NonNullable<AuditItem['supervision']>} supervision */
function supervised(supervision) {
  const ended = supervision.end === null ? '' : t(`audit.reason.${supervision.reason ?? 'changed'}`);
  return html`${t(`supervision.${supervision.mode}`)} ${span(supervision)}<span class="sub">${ended}</span><span class="sub digits">${t('audit.call', { call: supervision.call })}</span>`;
}

/** @param {AuditItem} one */
function about({ change, voicemail, about: id, about_name: name }) {
  if (voicemail) return html`${t('audit.mailbox')}<span class="sub">${voicemail.mailbox_name}</span>`;
  if (!change) return person(name, id);
  const item = name && NAMED.has(change.subject) ? '' : change.item;
  return html`${t(`admin.table.${change.subject}`)}<span class="sub">${[name, item].filter(Boolean).join(' ') || NONE}</span>`;
}

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  const permissions = new Set(app.session?.user.permissions.map(String));
  const kinds = Object.entries(KINDS).filter(([, needed]) => needed.every((right) => permissions.has(right))).map(([kind]) => kind).filter((each) => !WITHIN.has(each));
  let open = '';
  let kind = new URLSearchParams(location.search).get('kind') ?? '';
  if (!kinds.includes(kind)) kind = '';
  /** @type {PagedList<AuditItem>} */
  const list = new PagedList((query) => api.audit(query), () => draw());

  /** @param {Event & { currentTarget: HTMLSelectElement }} event */
  function choose(event) {
    kind = event.currentTarget.value;
    draw();
    event.currentTarget.form?.requestSubmit();
  }

  function fields() {
    return html`<label class="field"><span>${t('audit.kind')}</span><select name="kind" @change=${choose}><option value="">${t('history.any')}</option>
        ${kinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${t(`audit.kind.${each}`)}</option>`)}</select></label>
      <label class="field"><span>${t('audit.filter.by')}</span><input type="search" name="by" autocomplete="off" maxlength="64"></label>
      <label class="field"><span>${t('audit.filter.about')}</span><input type="search" name="about" autocomplete="off" maxlength="64"></label>
      ${kind === 'configuration' ? html`<label class="field"><span>${t('audit.subject')}</span><select name="subject"><option value="">${t('history.any')}</option>
          ${SUBJECTS.map((name) => html`<option value=${name}>${t(`admin.table.${name}`)}</option>`)}</select></label>
        <label class="field"><span>${t('audit.item')}</span><input type="search" name="item" autocomplete="off" maxlength="64"></label>` : nothing}`;
  }

  /** @param {AuditItem} one */
  function row(one) {
    const expanded = open === one.id;
    const when = dateTime(one.at, document.documentElement.lang, siteZone());
    const toggle = () => {
      open = expanded ? '' : one.id;
      draw();
    };
    const head = one.change ? html`<button type="button" class="row-toggle" aria-expanded=${expanded ? 'true' : 'false'}>${icon('chevron')}<span>${when}</span></button>` : html`<span class="row-time">${when}</span>`;
    return html`<tr class=${one.change ? 'openable' : ''} data-entry=${one.id} data-kind=${one.kind} ?data-open=${expanded} @click=${one.change ? toggle : null}>
        <th scope="row">${head}</th>
        <td data-item="by">${person(one.by_name, one.by)}</td>
        <td data-item="kind">${t(`audit.kind.${WITHIN.has(one.kind) ? 'status' : one.kind}`)}</td>
        <td data-item="about">${about(one)}</td>
        <td data-item="what" class="brief">${what(one)}</td></tr>
      ${expanded && one.change ? html`<tr class="details"><td colspan=${COLUMNS.length}>${differenceTable(one.change)}</td></tr>` : nothing}`;
  }

  function draw() {
    const title = t('title./masters/audit');
    const heads = COLUMNS.map((id) => html`<th scope="col">${t(`audit.${id}`)}</th>`);
    render(frame({ title, body: html`${list.form(fields(), 'audit-filters')}
      ${list.content({ label: title, heads, row, none: t('audit.none'), failed: t('audit.failed') })}` }), root);
  }

  list.search(kind ? { kind } : {});
  return { render: draw, unmount: () => { list.close(); saidNothing(); } };
}
