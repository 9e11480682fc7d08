/** 音声テスト in the console: what the last test of each user's sound has shown (F5.8). */

/** @import { SoundTest } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { api } from '../api/client.js';
import { sentence, siteZone } from '../app.js';
import { icon } from '../components/icons.js';
import { milliseconds, percentage } from '../components/soundtest.js';
import { t } from '../i18n.js';
import { dateTime } from '../state/format.js';
import { shell } from './shell.js';

const COLUMNS = ['user', 'at', 'verdict', 'loss', 'jitter', 'rtt', 'devices'];

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {SoundTest[] | null} */
  let tests = null;
  /** @type {unknown} */
  let failure = null;
  let gone = false;

  async function load() {
    try {
      tests = await api.soundTests();
      failure = null;
    } catch (error) {
      failure = error;
    }
    if (!gone) draw();
  }

  /** @param {SoundTest} test */
  function row(test) {
    return html`<tr data-test-of=${test.user}>
      <th scope="row">${test.user_name || test.user}</th>
      <td data-item="at">${dateTime(test.at, document.documentElement.lang, siteZone())}</td>
      <td data-item="verdict" class="verdict" data-verdict=${test.verdict}>${icon(test.verdict === 'good' ? 'check' : 'alert')}<strong>${t(`sound.verdict.${test.verdict}`)}</strong></td>
      <td data-item="loss">${percentage(test.loss)} / ${percentage(test.loss_back)}</td>
      <td data-item="jitter">${milliseconds(test.jitter)} / ${milliseconds(test.jitter_back)}</td>
      <td data-item="rtt">${milliseconds(test.rtt)}</td>
      <td data-item="devices" class="text">${[test.microphone, test.speaker, test.ringer].map((label) => label || t('devices.default')).join(' / ')}</td></tr>`;
  }

  function table() {
    if (tests === null) return failure ? nothing : html`<p class="loading" role="status">${t('monitor.loading')}</p>`;
    if (tests.length === 0) return html`<p class="loading" role="status">${t('sound.none')}</p>`;
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('title./monitor/sound-tests')}><table class="history">
      <thead><tr>${COLUMNS.map((id) => html`<th scope="col">${t(`sound.column.${id}`)}</th>`)}</tr></thead>
      <tbody>${repeat(tests, ({ id }) => id, row)}</tbody></table></div>`;
  }

  function draw() {
    render(shell({ connected: null, tabs: [], body: html`<h1 class="visually-hidden">${t('title./monitor/sound-tests')}</h1>
      <div role="alert">${failure ? html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div></div>` : nothing}</div>
      <section class="panel" data-section="sound-tests"><h2>${t('title./monitor/sound-tests')}</h2>
        <p class="hint">${t('sound.limits')} <button type="button" class="quiet" data-action="reload" @click=${() => void load()}>${t('sound.reload')}</button></p>
        ${table()}</section>` }), root);
  }

  draw();
  void load();
  return { render: draw, unmount: () => { gone = true; } };
}
