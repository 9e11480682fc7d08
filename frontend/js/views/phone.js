/** The operator's phone (F5.1–F5.6, F5.8, F5.9). */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { app, logOut } from '../app.js';
import { chatButton } from '../chat/index.js';
import { callPanel, partyNumber } from '../components/call_panel.js';
import { dialCard } from '../components/dial_card.js';
import { icon } from '../components/icons.js';
import { keyHelp } from '../components/key_help.js';
import { messageList, messagesButton } from '../components/message_list.js';
import { notices } from '../components/notices.js';
import { openPhoneSettings, phoneSettings } from '../components/phone_settings.js';
import { soundTest } from '../components/soundtest.js';
import { statusPanel } from '../components/status_buttons.js';
import { supervisionCard } from '../components/supervision_card.js';
import { transferTargets } from '../components/transfer_card.js';
import { waitingCalls } from '../components/waiting_calls.js';
import { t } from '../i18n.js';
import { PhoneController } from '../phone/controller.js';
import { Messages } from '../phone/messages.js';
import { keyAction } from '../state/keys.js';
import { keyContext, outgoingGroups, primaryCall, ringingCall } from '../state/phone.js';
import { dialable } from '../state/phone_number.js';
import { slimBar } from './shell.js';

/**
 * Whether the focused element does with a key what it always does: Enter presses a focused button, the number field
 * edits itself, a list chooses.
 * @param {KeyboardEvent} event
 * @param {import('../state/keys.js').KeyAction} action
 */
function leavesToElement(event, action) {
  const { target } = event;
  if (target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement && target.closest('.transfer')) return action !== 'hangup';
  if (target instanceof HTMLInputElement) return action === 'digit' || action === 'backspace';
  return event.key === 'Enter' && target instanceof HTMLButtonElement;
}

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  let pad = false;
  let frame = 0;
  let gone = false;
  const phone = new PhoneController({
    changed: () => {
      phone.supervising.fulfil(phone.connection, phone.view);
      schedule();
    },
    announce: (call) => ({ title: t('notification.title', { group: call.group_name || t('call.internal') }), body: `${call.name} ${partyNumber(call)}`.trim() }),
    meter: (percent) => {
      const meter = /** @type {HTMLMeterElement | null} */ (root.querySelector('meter[data-item=level]'));
      if (meter) meter.value = percent;
    },
  });
  phone.sound.autoplay = true;
  phone.sound.dataset.item = 'remote-audio';

  const messages = new Messages(schedule);

  function openMessages() {
    messages.show();
    /** @type {HTMLDialogElement | null} */ (root.querySelector('dialog.messages'))?.showModal();
  }

  function openTest() {
    phone.test.show();
    soundDialog()?.showModal();
  }

  /** @returns {HTMLDialogElement | null} */
  const soundDialog = () => root.querySelector('dialog.sound-test');

  /** No test stands before a call, and Enter answers it. */
  function makeWay() {
    const dialog = soundDialog();
    if (!dialog?.open) return;
    dialog.close();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

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
    hangup: () => (phone.view?.supervision ? phone.supervising.leave() : withCall((call) => phone.callAction(call, 'hangup'))),
    hold: () => withCall((call) => phone.callAction(call, call.state === 'held' ? 'resume' : 'hold')),
    transfer: () => {
      if (!phone.handover.open) phone.handover.toggle();
      draw();
      /** @type {HTMLInputElement | null} */ (root.querySelector('.transfer input'))?.focus();
    },
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
    if (root.querySelector('dialog[open]')) return;
    const action = keyAction(event, keyContext(phone.view, phone.number));
    if (!action || leavesToElement(event, action)) return;
    event.preventDefault();
    void does[action](event.key);
  }

  function unlock() {
    void phone.ringer.unlock().then(schedule);
  }

  function body() {
    const { view } = phone;
    if (!view) return html`<p class="loading" role="status">${t('phone.loading')}</p>`;
    return html`<div class="phone-columns">${statusPanel(phone)}
      <div class="phone-calls">${supervisionCard(view, { busy: phone.busy.has('supervise'), change: phone.supervising.enter, leave: phone.supervising.leave })}
        ${view.calls.map((call) => callPanel(phone, call, { pad, togglePad }))}
        ${view.calls.length > 0 || view.supervision ? nothing : dialCard(phone, { press, typed, erase: () => does.backspace('') })}
        ${waitingCalls(phone)}</div></div>`;
  }

  function owner() {
    const { view } = phone;
    return html`<h1 class="visually-hidden">${t('title./phone')}</h1><span class="who-name">${view?.name ?? app.session?.user.name}</span>
      <span class="who-extension" data-item="extension">${t('phone.extension', { extension: view?.extension ?? '' })}</span>`;
  }

  function leg() {
    if (phone.onDesk) return html`<span class="leg" data-up=${(phone.view?.devices ?? 0) > 0}>${icon('phone')}${t('leg.desk', { count: phone.view?.devices ?? 0 })}</span>`;
    const up = phone.connection === 'connected';
    return html`<span class="leg" data-up=${up}>${icon('mic')}${t(up ? 'leg.up' : 'leg.down')}</span>`;
  }

  function draw() {
    cancelAnimationFrame(frame);
    frame = 0;
    if (gone) return; // what ends late must not be drawn over the next page
    const { view } = phone;
    messages.counted(view?.messages);
    if (ringingCall(view)) makeWay();
    document.title = ringingCall(view) ? t('phone.title_ringing') : `${t('title./phone')} – Kikite`;
    render(html`<div class="phone" data-attached=${view?.attached === true} data-connection=${phone.connection}>
      ${slimBar({ title: owner(), own: '/phone', leave })}
      <main class="phone-body">
        ${notices(phone, draw, leg())}
        ${body()}
        <footer class="phone-foot"><button type="button" class="quiet" @click=${() => help()?.showModal()}><kbd>?</kbd><span>${t('keys.title')}</span></button>
          <button type="button" class="quiet" data-action="settings" @click=${() => openPhoneSettings(root)}>${t('settings.title')}</button>
          <button type="button" class="quiet" data-action="sound-test" @click=${openTest}>${t('sound.title')}</button>
          ${messagesButton(view?.messages, openMessages)}
          ${chatButton()}</footer>
      </main>${keyHelp()}${phoneSettings(phone)}${messageList(messages)}${soundTest(phone)}</div>`, root);
  }

  async function loadGroups() {
    const groups = await api.groups().catch(() => []);
    phone.handover.groups = transferTargets(groups);
    if (app.groups.length === 0) app.groups = outgoingGroups(groups, app.session);
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
      gone = true;
      removeEventListener('keydown', keyed);
      removeEventListener('pointerdown', unlock);
      removeEventListener('keydown', unlock);
      cancelAnimationFrame(frame);
      phone.close();
      phone.sound.remove();
    },
  };
}
