/** レポート配信: reports made by themselves, what came of them, and what failed (F7.10). */

/** @import { ReportColumn, ReportRun, ReportSchedule, ReportScope } from '../api/types' */
/** @import { Draft, Fault } from '../components/schedule_form.js' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { api, ApiError, download } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { ask } from '../components/admin/dialog.js';
import { choose } from '../components/chooser.js';
import { icon } from '../components/icons.js';
import { draftOf, scheduleForm } from '../components/schedule_form.js';
import { language, t } from '../i18n.js';
import { chooseOperators } from '../reports/operators_dialog.js';
import { subjectName } from '../reports/titles.js';
import { OTHER, WHOLE } from '../reports/wish.js';
import { dateTime, NONE } from '../state/format.js';
import { shell } from './shell.js';

const COLUMNS = ['name', 'when', 'what', 'goes', 'next', 'last', 'actions'];
const RUN_COLUMNS = ['due', 'name', 'state', 'file'];
/** How often the lists are read anew, ms. */
const AGAIN_MS = 5_000;

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {ReportSchedule[] | null} */
  let list = null;
  /** @type {ReportRun[]} */
  let runs = [];
  let mail = false;
  /** @type {ReportScope | null} */
  let scope = null;
  /** By kind of report. @type {Record<string, ReportColumn[]>} */
  const columns = {};
  /** The form, and what it was at first. @type {{ old: ReportSchedule | null, draft: Draft, before: string } | null} */
  let form = null;
  /** @type {Fault[]} */
  let faults = [];
  let busy = false;
  /** @type {unknown} */
  let failure = null;
  let gone = false;

  async function load() {
    try {
      const [found, made] = await Promise.all([api.reportSchedules(), api.reportRuns()]);
      scope ??= await api.reportScope();
      list = found.items;
      mail = found.mail;
      runs = made;
    } catch (error) {
      failure ??= error;
    }
    draw();
  }

  /** Do something and tell what became of it. @param {() => Promise<unknown>} what @returns {Promise<boolean>} */
  async function attempt(what) {
    busy = true;
    failure = null;
    faults = [];
    draw();
    try {
      await what();
    } catch (error) {
      failure = error;
      faults = error instanceof ApiError ? error.faults : [];
    }
    busy = false;
    const done = failure === null;
    await load();
    return done;
  }

  /** @param {ReportSchedule | null} old */
  async function edit(old) {
    const draft = draftOf(old, language());
    form = { old, draft, before: JSON.stringify(draft) };
    faults = [];
    failure = null;
    await known();
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
    const { old, draft } = form;
    if (await attempt(() => (old ? api.changeReportSchedule(old.id, draft) : api.addReportSchedule(draft)))) close();
  }

  /** @param {ReportSchedule} one */
  async function remove(one) {
    const question = { title: t('schedules.delete.title', { name: one.name }), text: t('schedules.delete.text'), confirm: t('schedules.delete'), danger: true };
    if (await ask(question)) await attempt(() => api.deleteReportSchedule(one.id));
  }

  /** @param {Partial<Draft>} next */
  async function change(next) {
    if (!form) return;
    form.draft = { ...form.draft, ...next };
    draw();
    if (next.kind) await known();
    draw();
  }

  /** The items of the form's kind of report. */
  async function known() {
    const kind = form?.draft.kind;
    if (!kind) return [];
    try {
      columns[kind] ??= (await api.reportColumns(kind)).items;
    } catch (error) {
      failure = error;
    }
    return columns[kind] ?? [];
  }

  async function chooseItems() {
    const all = await known();
    const now = new Set(form?.draft.items);
    const options = all.map(({ id, label }) => ({ id, label: label[language()], on: now.size === 0 || now.has(id) }));
    const chosen = await choose({ title: t('report.choose_items'), hint: t('schedules.items.hint'), options, needed: true });
    if (chosen) await change({ items: chosen.size === all.length ? [] : all.map(({ id }) => id).filter((id) => chosen.has(id)) });
  }

  async function chooseSubjects() {
    if (!form || !scope) return;
    const { kind, subjects: before } = form.draft;
    if (kind !== 'group') {
      const people = await chooseOperators(scope, before ?? []);
      if (people) await change({ subjects: people });
      return;
    }
    const now = new Set(before?.length ? before : [WHOLE]);
    const every = [{ id: WHOLE, name: '' }, ...scope.groups.filter(({ id }) => id !== WHOLE && id !== OTHER), { id: OTHER, name: '' }];
    const options = every.map((one) => ({ id: one.id, label: subjectName(one), on: now.has(one.id) }));
    const chosen = await choose({ title: t('schedules.field.subjects'), hint: t('schedules.subjects.hint'), options, needed: true });
    if (chosen) await change({ subjects: [...chosen] });
  }

  /** @param {{ kind: string, subjects?: string[] }} one whom it is of */
  function subjectsOf({ kind, subjects = [] }) {
    if (kind === 'group' && subjects.length === 0) return t('report.whole');
    if (subjects.length > 3) return t('schedules.subjects.count', { count: subjects.length });
    const all = [...scope?.groups ?? [], ...scope?.operators ?? []];
    return subjects.map((id) => subjectName(all.find((one) => one.id === id) ?? { id, name: id })).join(t('schedules.and')) || t('schedules.subjects.none');
  }

  /** @param {ReportSchedule} one */
  function when({ every, weekday, day, at }) {
    const on = every === 'week' ? t(`schedules.weekday.${weekday}`) : every === 'month' ? t('schedules.day_of_month', { number: day ?? 1 }) : '';
    return [t(`schedules.every.${every}`), on, at].filter(Boolean).join(' ');
  }

  /** @param {string | null | undefined} time */
  const told = (time) => (time ? dateTime(time, document.documentElement.lang, siteZone()) : NONE);

  /** @param {ReportRun} run */
  function state(run) {
    const mark = { waiting: 'unknown', done: 'up', failed: 'down' }[run.state];
    const again = run.state === 'waiting' && run.error ? t('schedules.again', { time: told(run.next_try) }) : '';
    return html`<span class="state" data-state=${mark}>${t(`schedules.state.${run.state}`)}</span>${run.error ? html`<span class="sub danger">${run.error}</span>${again ? html`<span class="sub">${again}</span>` : nothing}` : nothing}`;
  }

  /** @param {ReportSchedule} one */
  function row(one) {
    return html`<tr data-schedule=${one.id}><th scope="row">${one.name}</th><td>${when(one)}</td>
      <td>${t(`schedules.kind.${one.kind}`)}<span class="sub">${subjectsOf(one)} / ${t(`schedules.period.${one.period}`)} / ${t(`schedules.unit.${one.unit}`)}</span></td>
      <td>${t(`schedules.format.${one.format ?? 'pdf'}`)}<span class="sub">${one.delivery === 'mail' ? one.recipients?.join(' ') : t('schedules.delivery.folder')}</span></td>
      <td data-item="next">${one.next ? told(one.next) : t('schedules.off')}</td>
      <td data-item="last">${one.last ? html`${told(one.last.due)} ${state(one.last)}` : NONE}</td>
      <td class="row-actions"><button type="button" data-action="run" ?disabled=${busy} @click=${() => void attempt(() => api.runReportSchedule(one.id))}>${t('schedules.run')}</button>
        <button type="button" data-action="edit" @click=${() => void edit(one)}>${t('schedules.edit')}</button>
        <button type="button" class="danger" data-action="delete" @click=${() => void remove(one)}>${t('schedules.delete')}</button></td></tr>`;
  }

  /** @param {ReportRun} run */
  function runRow(run) {
    const path = `/reports/runs/${encodeURIComponent(run.id)}/file`;
    return html`<tr data-run=${run.id}><td>${told(run.due)}</td><th scope="row">${run.name}</th><td>${state(run)}</td>
      <td>${run.size > 0 ? html`<a href=${`/api${path}`} download @click=${(/** @type {Event} */ event) => { event.preventDefault(); void attempt(() => download(path, run.file_name)); }}>${run.file_name}</a>` : NONE}</td></tr>`;
  }

  /** @param {string} label @param {string[]} heads @param {unknown} body */
  const table = (label, heads, body) => html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}><table class="history schedules">
    <thead><tr>${heads.map((id) => html`<th scope="col">${t(`schedules.column.${id}`)}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>`;

  function lists() {
    if (!list) return failure ? nothing : html`<p class="loading" role="status">${t('admin.loading')}</p>`;
    const title = t('title./reports/schedules');
    return html`<section class="panel">${list.length === 0 ? html`<p class="empty">${t('schedules.none')}</p>` : table(title, COLUMNS, repeat(list, ({ id }) => id, row))}</section>
      ${runs.length === 0 ? nothing : html`<h2 class="schedule-runs">${t('schedules.runs')}</h2><section class="panel">${table(t('schedules.runs'), RUN_COLUMNS, repeat(runs, ({ id }) => id, runRow))}</section>`}`;
  }

  function failing() {
    const names = list?.filter(({ last }) => last && (last.state === 'failed' || (last.state === 'waiting' && last.error))).map(({ name }) => name) ?? [];
    return names.length === 0 ? nothing : html`<div class="notice" data-kind="error" data-item="failing">${icon('alert')}<div><strong>${t('schedules.failing')}</strong> ${names.join(t('schedules.and'))}</div></div>`;
  }

  const alarm = () => html`<div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>`;

  function body() {
    if (!form) return html`<p class="about">${t('schedules.about')}</p>${alarm()}${failing()}${lists()}`;
    const { old, draft } = form;
    const items = draft.items.length === 0 ? t('schedules.items.all') : t('schedules.items.count', { count: draft.items.length });
    return html`${alarm()}${scheduleForm({
      draft, faults, busy, mail, items, fresh: old === null, subjects: subjectsOf(draft), cancel: close, change: (next) => void change(next),
      submit: () => void submit(), chooseSubjects: () => void chooseSubjects(), chooseItems: () => void chooseItems(),
    })}`;
  }

  function draw() {
    if (gone) return;
    const title = !form ? t('title./reports/schedules') : form.old ? t('schedules.editing', { name: form.old.name }) : t('schedules.new');
    render(shell({ connected: null, tabs: [], body: html`<div class="admin-head"><h1>${title}</h1>
      ${form ? nothing : html`<button type="button" class="primary" data-action="new" ?disabled=${!list} @click=${() => void edit(null)}>${icon('plus')}<span>${t('schedules.new')}</span></button>`}</div>${body()}` }), root);
  }

  const unsaved = () => form !== null && JSON.stringify(form.draft) !== form.before;

  async function mayLeave() {
    return !unsaved() || (await ask({ title: t('admin.unsaved'), confirm: t('admin.ask.discard'), danger: true })) !== null;
  }

  const timer = setInterval(() => !form && !busy && document.visibilityState === 'visible' && void load(), AGAIN_MS);
  draw();
  void load();
  return { render: draw, unmount: () => { gone = true; clearInterval(timer); }, unsaved, mayLeave };
}
