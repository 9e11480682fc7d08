/** The operator's phone (F5.1–F5.6, F5.8, F5.9). */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { app, logOut } from '../app.js';
import { callPanel, partyNumber } from '../components/call_panel.js';
import { dialPad } from '../components/dial_pad.js';
import { icon } from '../components/icons.js';
import { keyHelp } from '../components/key_help.js';
import { notices } from '../components/notices.js';
import { statusPanel } from '../components/status_buttons.js';
import { t } from '../i18n.js';
import { PhoneController } from '../phone/controller.js';
import { keyAction } from '../state/keys.js';
import { canDial, primaryCall } from '../state/phone.js';
import { dialable, displayNumber } from '../state/phone_number.js';
import { banner, slimBar } from './shell.js';

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  let pad = false;
  let frame = 0;
  const phone = new PhoneController({
    changed: schedule,
    announce: (call) => ({ title: t('notification.title', { group: call.group_name || t('call.internal') }), body: `${call.name} ${partyNumber(call)}`.trim() }),
  });
  phone.sound.autoplay = true;
  phone.sound.dataset.item = 'remote-audio';

  function schedule() {
    // A hidden tab has no frames, and a call may be waiting to be seen in its title.
    if (document.hidden) draw();
    else frame ||= requestAnimationFrame(draw);
  }

  function togglePad() {
    pad = !pad;
    draw();
  }

  /** @param {string} digit */
  function press(digit) {
    phone.number += digit;
    draw();
  }

  /** @param {InputEvent} event */
  function typed(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    phone.number = dialable(input.value);
    if (!event.isComposing) input.value = phone.number;
    draw();
  }

  async function leave() {
    await api.detach().catch(() => null);
    phone.close();
    await logOut();
  }

  /** @type {Record<import('../state/keys.js').KeyAction, (key: string) => unknown>} */
  const does = {
    answer: () => withCall((call) => phone.callAction(call, 'answer')),
    reject: () => withCall((call) => phone.callAction(call, 'reject')),
    hangup: () => withCall((call) => phone.callAction(call, 'hangup')),
    hold: () => withCall((call) => phone.callAction(call, call.state === 'held' ? 'resume' : 'hold')),
    dtmf: (key) => withCall((call) => phone.sendDigit(call, key)),
    dial: () => phone.dial(),
    digit: (key) => press(key),
    backspace: () => { phone.number = phone.number.slice(0, -1); draw(); },
    clear: () => { phone.number = ''; draw(); },
    help: () => help()?.showModal(),
  };

  /** @param {(call: import('../api/types').PhoneCall) => unknown} act */
  function withCall(act) {
    const call = primaryCall(phone.view);
    return call && act(call);
  }

  /** @returns {HTMLDialogElement | null} */
  const help = () => root.querySelector('dialog.key-help');

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    if (help()?.open) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const editing = target instanceof HTMLInputElement;
    // Enter on a focused button presses that button; in the number field the field edits itself.
    if (event.key === 'Enter' && target instanceof HTMLButtonElement) return;
    const state = primaryCall(phone.view)?.state;
    const action = keyAction(event, {
      ringing: state === 'ringing', dialing: state === 'dialing', connected: state === 'connected', held: state === 'held', number: phone.number,
    });
    if (!action || target instanceof HTMLSelectElement || (editing && (action === 'digit' || action === 'backspace'))) return;
    event.preventDefault();
    void does[action](event.key);
  }

  function unlock() {
    void phone.ringer.unlock();
  }

  function dialCard() {
    const ready = canDial(phone.view);
    return html`<section class="card dial" aria-label=${t('dial.title')}>
      ${app.groups.length > 0 ? html`<label class="field"><span>${t('dial.group')}</span>
        <select data-item="outgoing-group" @change=${(/** @type {Event} */ event) => { phone.group = /** @type {HTMLSelectElement} */ (event.currentTarget).value; }}>
          ${app.groups.map((group) => html`<option value=${group.id} ?selected=${group.id === phone.group}>${group.name} ${displayNumber(group.number)}</option>`)}
        </select></label>` : nothing}
      <div class="number">
        <input type="tel" inputmode="tel" autocomplete="off" aria-label=${t('dial.number')} placeholder=${t('dial.placeholder')} data-item="number"
          .value=${phone.number} @input=${typed}>
        <button type="button" class="quiet icon-only" aria-label=${t('dial.backspace')} ?disabled=${!phone.number} @click=${() => does.backspace('')}>${icon('backspace')}</button>
      </div>
      ${dialPad(press, false)}
      <button type="button" class="go wide" data-action="dial" ?disabled=${!ready || !phone.number || phone.busy.has('dial')} @click=${() => phone.dial()}>
        ${icon('phone')}<span>${t('dial.call')}</span></button>
    </section>`;
  }

  function draw() {
    cancelAnimationFrame(frame);
    frame = 0;
    const { view } = phone;
    const name = view?.name || app.session?.name || '';
    const calls = view?.calls ?? [];
    document.title = calls.some((call) => call.state === 'ringing') ? t('phone.title_ringing') : `${t('title./phone')} – Kikite`;
    render(html`<div class="phone" data-attached=${view?.attached ? 'true' : 'false'} data-connection=${phone.connection}>
      ${slimBar({ title: html`<span class="who-name">${name}</span><span class="who-extension" data-item="extension">${t('phone.extension', { extension: view?.extension ?? '' })}</span>`, own: '/phone', leave })}
      <main class="phone-body">
        ${banner(phone.connected)}
        ${notices(phone, draw)}
        ${view ? html`<div class="phone-columns">${statusPanel(phone)}
          <div class="phone-calls">${calls.length > 0 ? calls.map((call) => callPanel(phone, call, { pad, togglePad })) : dialCard()}</div></div>`
          : html`<p class="loading" role="status">${t('phone.loading')}</p>`}
        <footer class="phone-foot"><button type="button" class="quiet" @click=${() => help()?.showModal()}><kbd>?</kbd><span>${t('keys.title')}</span></button>
          <span class="leg" data-up=${phone.connection === 'connected' ? 'true' : 'false'}>${icon('mic')}${t(`leg.${phone.connection === 'connected' ? 'up' : 'down'}`)}</span></footer>
      </main>${keyHelp()}</div>`, root);
  }

  async function loadGroups() {
    if (app.groups.length === 0) app.groups = await api.groups().catch(() => []);
    phone.group ||= app.groups[0]?.id ?? '';
    schedule();
  }

  document.body.append(phone.sound);
  addEventListener('keydown', keyed);
  addEventListener('pointerdown', unlock);
  addEventListener('keydown', unlock);
  draw();
  void loadGroups();
  return {
    render: draw,
    unmount: () => {
      removeEventListener('keydown', keyed);
      removeEventListener('pointerdown', unlock);
      removeEventListener('keydown', unlock);
      cancelAnimationFrame(frame);
      phone.close();
      phone.sound.remove();
    },
  };
}
