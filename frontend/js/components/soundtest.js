/** 音声テスト: the dialog of the phone window with which one looks after one's sound before the shift (F5.8). */

/** @import { SoundTest } from '../api/types' */
/** @import { PhoneController } from '../phone/controller.js' */

import { html, nothing } from 'lit-html';
import { sentence, siteZone } from '../app.js';
import { t } from '../i18n.js';
import { testTone } from '../phone/ringer.js';
import { dateTime, NONE } from '../state/format.js';
import { deviceChoice } from './device_choice.js';
import { icon } from './icons.js';

/** @param {PhoneController} phone */
export function soundTest(phone) {
  const { test } = phone;
  return html`<dialog class="key-help sound-test" aria-labelledby="sound-test-title" @close=${() => test.hide()}>
    <h2 id="sound-test-title">${t('sound.title')}</h2>
    ${test.open ? body(phone) : nothing}
    <form method="dialog"><button class="primary">${t('keys.close')}</button></form>
  </dialog>`;
}

/** @param {PhoneController} phone */
function body(phone) {
  return html`${deviceChoice(phone.devices)}
    <div class="sound-level"><label for="sound-level">${t('sound.level')}</label>
      <meter id="sound-level" data-item="level" min="0" max="100" low="15" high="90" optimum="50" value="0"></meter>
      <p>${t(phone.onDesk ? 'sound.on_desk' : 'sound.level.advice')}</p></div>
    <div class="sound-outputs">
      <button type="button" data-action="test-tone" @click=${() => testTone(phone.devices.now.speaker.id).catch((error) => phone.fail(error))}>${icon('play')}<span>${t('sound.tone')}</span></button>
      <button type="button" data-action="test-ring" @click=${() => phone.ringer.once()}>${icon('bell')}<span>${t('sound.ring')}</span></button></div>
    ${echo(phone)}`;
}

/** @param {PhoneController} phone */
function echo(phone) {
  const { test } = phone;
  const free = phone.connection === 'connected' && phone.view?.attached === true && phone.view.calls.length === 0 && !phone.view.supervision;
  return html`<section class="echo" aria-labelledby="echo-title"><h3 id="echo-title">${t('sound.echo')}</h3>
    <p>${t(free || test.running ? 'sound.echo.advice' : 'sound.echo.not_now')}</p>
    ${test.running
      ? html`<button type="button" class="stop" data-action="stop-echo" @click=${() => test.stop()}>${icon('close')}<span>${t('sound.echo.stop')}</span></button>`
      : html`<button type="button" class="go" data-action="echo" ?disabled=${!free} @click=${() => void test.run()}>${icon('mic')}<span>${t('sound.echo.start')}</span></button>`}
    <div role="alert">${test.failure ? html`<p class="message-failure">${sentence(test.failure)}</p>` : nothing}</div>
    <div role="status" data-item="echo">${told(phone)}</div>
    ${test.result ? figures(test.result) : nothing}</section>`;
}

/** @param {PhoneController} phone */
function told({ test }) {
  if (test.running) return html`<p>${t('sound.echo.speak')} <span class="digits" aria-hidden="true">${test.left}</span></p>`;
  if (test.broken) return html`<p>${t('sound.echo.broken')}</p>`;
  return test.result ? verdict(test.result) : nothing;
}

/** In words, with a sign: never by colour alone. @param {SoundTest} result */
export function verdict(result) {
  return html`<p class="verdict" data-verdict=${result.verdict}>${icon(result.verdict === 'good' ? 'check' : 'alert')}<strong>${t(`sound.verdict.${result.verdict}`)}</strong>
    <span>${t(`sound.advice.${result.verdict}`)}</span></p>`;
}

/** @param {number | null} ms */
export const milliseconds = (ms) => (ms === null ? NONE : t('sound.ms', { ms }));

/** @param {number} percent */
export const percentage = (percent) => `${percent.toFixed(1)}%`;

/** @param {SoundTest} result */
function figures(result) {
  const when = dateTime(result.at, document.documentElement.lang, siteZone());
  return html`<table class="figures" data-test=${result.id}><caption>${t('sound.measured', { when })}</caption>
    <thead><tr><th scope="col"><span class="visually-hidden">${t('sound.figure')}</span></th><th scope="col">${t('sound.there')}</th><th scope="col">${t('sound.back')}</th></tr></thead>
    <tbody><tr><th scope="row">${t('sound.loss')}</th><td data-item="loss">${percentage(result.loss)}</td><td data-item="loss_back">${percentage(result.loss_back)}</td></tr>
      <tr><th scope="row">${t('sound.jitter')}</th><td data-item="jitter">${milliseconds(result.jitter)}</td><td data-item="jitter_back">${milliseconds(result.jitter_back)}</td></tr>
      <tr><th scope="row">${t('sound.rtt')}</th><td colspan="2" data-item="rtt">${milliseconds(result.rtt)}</td></tr></tbody></table>`;
}
