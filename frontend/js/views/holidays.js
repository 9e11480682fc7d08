/** 祝日: the national holidays in force, and the Cabinet Office's file in their place. */

import { html, nothing, render } from 'lit-html';
import { frame, saidNothing, sayApplied } from '../admin/frame.js';
import { base64 } from '../admin/store.js';
import { ApiError, request } from '../api/client.js';
import { sentence } from '../app.js';
import { ask } from '../components/admin/dialog.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';

/** @typedef {import('../api/types').Holidays} Holidays */

/** @param {string} date @returns {string} */
function dayText(date) {
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00Z`));
  return `${date.replaceAll('-', '/')}(${weekday})`;
}

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {Holidays | null} */
  let holidays = null;
  /** @type {unknown} */
  let failure = null;
  /** What is wrong with the file. */
  let fault = '';
  let year = '';
  let busy = false;
  let gone = false;

  async function load() {
    failure = null;
    try {
      holidays = /** @type {Holidays} */ (await request('GET', '/holidays'));
      const years = yearsOf(holidays);
      const now = String(new Date().getFullYear());
      year = years.includes(year) ? year : years.includes(now) ? now : years.at(-1) ?? '';
    } catch (error) {
      failure = error;
    }
    if (!gone) draw();
  }

  /** @param {Holidays} all */
  const yearsOf = (all) => [...new Set(all.items.map(({ date }) => date.slice(0, 4)))];

  /** @param {Blob | null} file null: those that came with the program */
  async function put(file) {
    busy = true;
    fault = '';
    draw();
    try {
      sayApplied(await request('PUT', '/holidays', { csv: file === null ? '' : await base64(file) }), 'saved');
      await load();
    } catch (error) {
      fault = faultOf(error);
    }
    busy = false;
    draw();
    if (fault) root.querySelector('input')?.focus();
  }

  /** @param {unknown} error */
  function faultOf(error) {
    if (!(error instanceof ApiError)) return sentence(error);
    const lines = error.faults.map(({ field, message }) => {
      const line = /^csv\.(\d+)$/.exec(field)?.[1];
      return line ? t('admin.holidays.line', { line, text: message ?? '' }) : message ?? '';
    });
    return [error.detail, ...lines].join(' ');
  }

  /** @param {SubmitEvent} event */
  function upload(event) {
    event.preventDefault();
    const file = root.querySelector('input')?.files?.[0];
    if (file) void put(file);
    else {
      fault = t('admin.holidays.no_file');
      draw();
      root.querySelector('input')?.focus();
    }
  }

  async function restore() {
    if (await ask({ title: t('admin.holidays.restore'), text: t('admin.holidays.restore_text'), confirm: t('admin.holidays.restore_yes') })) await put(null);
  }

  /** @param {Holidays} all */
  function list(all) {
    const years = yearsOf(all);
    return html`<div class="admin-tools"><label class="field inline"><span>${t('admin.holidays.year')}</span><select @change=${(/** @type {Event} */ event) => { year = /** @type {HTMLSelectElement} */ (event.currentTarget).value; draw(); }}>
        ${years.map((one) => html`<option value=${one} ?selected=${one === year}>${one}</option>`)}</select></label>
        <span class="muted" data-item="origin">${t(all.imported ? 'admin.holidays.imported' : 'admin.holidays.shipped')}</span></div>
      <section class="panel"><div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./pbx/holidays')}><table class="history">
        <thead><tr><th scope="col">${t('admin.holidays.date')}</th><th scope="col">${t('admin.holidays.name')}</th></tr></thead>
        <tbody>${all.items.filter(({ date }) => date.startsWith(year)).map(({ date, name }) => html`<tr data-date=${date}><th scope="row" class="digits">${dayText(date)}</th><td>${name}</td></tr>`)}</tbody></table></div></section>`;
  }

  function form() {
    return html`<form class="card form-section upload" novalidate @submit=${upload}><h2>${t('admin.holidays.upload')}</h2>
      <div class="field-row" data-field="csv"><label for="f-csv">${t('admin.holidays.file')}</label><div class="field-body">
        <input id="f-csv" type="file" accept=".csv,text/csv" aria-invalid=${fault ? 'true' : nothing} aria-describedby=${fault ? 'f-csv-fault' : 'f-csv-hint'}>
        ${fault ? html`<p class="fault" id="f-csv-fault">${fault}</p>` : nothing}<p class="hint" id="f-csv-hint">${t('admin.holidays.advice')}</p></div></div>
      <div class="form-buttons"><button type="submit" class="primary" data-action="save" ?disabled=${busy}>${t('admin.holidays.submit')}</button>
        ${holidays?.imported ? html`<button type="button" data-action="restore" ?disabled=${busy} @click=${restore}>${t('admin.holidays.restore_yes')}</button>` : nothing}</div></form>`;
  }

  function body() {
    if (failure) return html`<div role="alert"><div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div><button type="button" @click=${() => void load()}>${t('failure.retry')}</button></div></div>`;
    if (!holidays) return html`<p class="loading" role="status">${t('admin.loading')}</p>`;
    return html`${holidays.missing.length > 0 ? html`<div class="notice" role="status" data-item="missing">${icon('alert')}<div><strong>${t('admin.holidays.missing', { years: holidays.missing.join(', ') })}</strong></div></div>` : nothing}
      ${form()}${list(holidays)}`;
  }

  function draw() {
    if (!gone) render(frame({ title: t('title./pbx/holidays'), body: body() }), root);
  }

  draw();
  void load();
  return { render: draw, unmount: () => { gone = true; saidNothing(); } };
}
