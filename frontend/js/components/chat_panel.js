/** チャット: the panel beside the page (F4.6). */

/** @import { ChatContact, Conversation } from '../api/types' */
/** @import { Chat } from '../chat/chat.js' */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { app, sentence } from '../app.js';
import { t } from '../i18n.js';
import { MAX_LENGTH, sendable, sends } from '../state/chat.js';
import { named } from '../state/sort.js';
import { chatTime, talk } from './chat_talk.js';
import { icon } from './icons.js';

/**
 * @param {Chat} chat
 * @param {() => void} close
 */
export function chatPanel(chat, close) {
  return html`<div class="chat-panel card" role="dialog" aria-labelledby="chat-title" id="chat-panel"
    @keydown=${(/** @type {KeyboardEvent} */ event) => keyed(event, chat, close)}>
    ${header(chat, close)}
    <div role="alert">${chat.failure ? html`<p class="chat-failure">${sentence(chat.failure)}</p>` : nothing}
      ${chat.connected === false ? html`<p class="chat-failure">${t('banner.down')}</p>` : nothing}</div>
    ${body(chat)}</div>`;
}

/** Keys of the phone are none while one writes. @param {KeyboardEvent} event @param {Chat} chat @param {() => void} close */
function keyed(event, chat, close) {
  event.stopPropagation();
  if (event.key !== 'Escape' || event.isComposing) return;
  if (chat.page.name === 'list') close();
  else chat.go({ name: 'list' });
}

/** @param {Chat} chat @param {() => void} close */
function header(chat, close) {
  const { page } = chat;
  const inner = page.name !== 'list';
  const title = page.name === 'talk' ? chat.shown?.partner.name || page.who || '…' : t(`chat.title.${page.name}`);
  return html`<div class="chat-head">
    ${inner ? html`<button type="button" class="quiet icon-only chat-back" data-action="chat-back" aria-label=${t('chat.back')}
      @click=${() => chat.go({ name: 'list' })}>${icon('chevron')}</button>` : nothing}
    <h2 id="chat-title" tabindex="-1">${title}</h2>
    ${inner || !chat.view?.on ? nothing : html`
      ${chat.view.may_announce ? html`<button type="button" class="quiet" data-action="chat-announce" @click=${() => chat.go({ name: 'announce' })}>${icon('bell')}<span>${t('chat.title.announce')}</span></button>` : nothing}
      <button type="button" class="quiet" data-action="chat-new" @click=${() => chat.go({ name: 'contacts' })}>${icon('plus')}<span>${t('chat.new')}</span></button>`}
    <button type="button" class="quiet icon-only" data-action="chat-close" aria-label=${t('keys.close')} @click=${close}>${icon('close')}</button></div>`;
}

/** @param {Chat} chat */
function body(chat) {
  const { view } = chat;
  if (!view) return html`<p class="loading" role="status">${t('history.loading')}</p>`;
  if (!view.on) return html`<p class="loading" data-item="chat-off">${t('chat.off')}</p>`;
  const pages = { list, contacts, announce, talk };
  return pages[chat.page.name](chat);
}

/** @param {Chat} chat */
function list(chat) {
  const { view } = chat;
  if (!view) return nothing;
  if (view.conversations.length === 0) return html`<p class="loading">${t(view.may_begin ? 'chat.none' : 'chat.none_reply_only')}</p>`;
  return html`<div class="chat-scroll"><ul class="chat-list">${repeat(view.conversations, (one) => one.id, (one) => entry(chat, one))}</ul>
    ${view.next_cursor ? html`<button type="button" class="quiet wide" data-action="chat-more" ?disabled=${chat.loading} @click=${() => chat.more()}>${t('chat.more')}</button>` : nothing}</div>`;
}

/** @param {Chat} chat @param {Conversation} one */
function entry(chat, one) {
  const announced = one.kind === 'announcement';
  return html`<li><button type="button" class="quiet" data-conversation=${one.id} data-kind=${one.kind} ?data-unread=${one.unread > 0} @click=${() => chat.show(one)}>
    <span class="chat-who">${announced ? icon('bell') : nothing}<strong>${one.partner.name}</strong>
      ${announced ? html`<span class="sub">${t('chat.to', { group: one.group_name || t('chat.everybody') })}</span>` : nothing}</span>
    <span class="chat-when digits">${chatTime(one.last.at)}</span>
    <span class="chat-last">${one.last.text}</span>
    ${one.unread > 0 ? html`<span class="badge" data-item="unread">${one.unread}</span> <span class="visually-hidden">${t('chat.unread')}</span>` : nothing}</button></li>`;
}

/** @param {Chat} chat */
function contacts(chat) {
  const words = (chat.drafts.get('contacts') ?? '').toLowerCase().split(/\s+/);
  const found = (chat.contacts ?? []).filter((one) => words.every((word) => `${one.name} ${one.extension} ${one.id}`.toLowerCase().includes(word)));
  return html`<label class="field chat-search"><span>${t('chat.search')}</span><input type="search" data-item="chat-search" .value=${live(chat.drafts.get('contacts') ?? '')}
      @input=${(/** @type {InputEvent} */ event) => write(chat, 'contacts', event)}></label>
    <div class="chat-scroll">${chat.contacts && found.length === 0 ? html`<p class="loading" role="status">${t('chat.nobody')}</p>` : nothing}
    <ul class="chat-list">${repeat(found, (one) => one.id, (one) => contact(chat, one))}</ul></div>`;
}

/** @param {Chat} chat @param {ChatContact} one */
function contact(chat, one) {
  return html`<li><button type="button" class="quiet" data-contact=${one.id} @click=${() => chat.talkTo(one.id, one.name)}>
    <span class="chat-who"><strong>${one.name}</strong><span class="sub">${t(`chat.role.${one.role}`)}</span></span>
    <span class="chat-when digits">${one.extension}</span></button></li>`;
}

/** @param {Chat} chat */
function announce(chat) {
  return html`<form class="chat-announce" @submit=${(/** @type {Event} */ event) => { event.preventDefault(); chat.send(); }}>
    <label class="field"><span>${t('chat.group')}</span><select data-item="chat-group" @change=${(/** @type {Event} */ event) => {
      chat.group = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
    }}><option value="">${t('chat.everybody')}</option>
      ${named(app.groups).map((group) => html`<option value=${group.id} ?selected=${group.id === chat.group}>${group.name}</option>`)}</select></label>
    ${box(chat, t('chat.announcement'))}
    ${waiting(chat)}
    <p class="sub">${t('chat.announce_hint')}</p></form>`;
}

/** What is on its way, or was refused. @param {Chat} chat */
export function waiting(chat) {
  return chat.outbox.waiting(chat.place).map((one) => html`<p class="chat-waiting" data-failed=${one.failure ? 'true' : 'false'}>
    <span class="chat-text">${one.text}</span>
    ${one.failure ? html`<span role="alert">${sentence(one.failure)}</span>
      <button type="button" class="quiet" data-action="chat-again" @click=${() => chat.again(one)}>${t('chat.again')}</button>
      <button type="button" class="quiet" data-action="chat-drop" @click=${() => chat.outbox.drop(chat.place, one.token)}>${t('chat.drop')}</button>`
      : html`<span class="sub" role="status">${t('chat.sending')}</span>`}</p>`);
}

/** Where one writes, and the button that sends. @param {Chat} chat @param {string} label */
export function box(chat, label) {
  const text = chat.drafts.get(chat.place) ?? '';
  return html`<div class="chat-box"><textarea rows="2" maxlength=${MAX_LENGTH} data-item="chat-text" aria-label=${label} aria-describedby="chat-keys" .value=${live(text)}
      @input=${(/** @type {InputEvent} */ event) => write(chat, chat.place, event)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (!sends(event)) return;
        event.preventDefault();
        chat.send();
      }}></textarea>
    <button type="button" class="primary" data-action="chat-send" aria-disabled=${sendable(text) ? 'false' : 'true'} @click=${() => chat.send()}>${t('chat.send')}</button>
    <p class="sub" id="chat-keys">${t('chat.keys')}</p></div>`;
}

/** @param {Chat} chat @param {string} place @param {InputEvent} event */
function write(chat, place, event) {
  chat.drafts.set(place, /** @type {HTMLInputElement | HTMLTextAreaElement} */ (event.currentTarget).value);
  chat.handlers.changed();
}
