/** One conversation in the chat panel. */

/** @import { ChatMessage, Conversation } from '../api/types' */
/** @import { Chat } from '../chat/chat.js' */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { app, siteZone } from '../app.js';
import { t } from '../i18n.js';
import { dateTime } from '../state/format.js';
import { box, waiting } from './chat_panel.js';

/** Date and time without seconds and year. @param {string} at */
export function chatTime(at) {
  return dateTime(at, document.documentElement.lang, siteZone()).replace(/^\d+\//, '').replace(/:\d\d$/, '');
}

/** @param {Chat} chat */
export function talk(chat) {
  const { shown, page } = chat;
  const known = shown && chat.messages.of(shown.id);
  return html`${shown?.kind === 'announcement' ? html`<p class="sub chat-audience">${audience(shown)}</p>` : nothing}
    <div class="chat-scroll chat-log" tabindex="0" role="region" aria-label=${t('chat.messages')}><div>
      ${known?.cursor ? html`<button type="button" class="quiet wide" data-action="chat-older" ?disabled=${chat.loading} @click=${() => chat.older()}>${t('chat.older')}</button>` : nothing}
      <ol data-item="chat-messages">${repeat(known?.items ?? [], (one) => one.seq, (one) => message(one, shown))}</ol>
      ${waiting(chat)}</div></div>
    ${foot(chat, shown, page.name === 'talk' && !page.id)}`;
}

/** @param {Conversation} one */
function audience(one) {
  const to = t('chat.to', { group: one.group_name || t('chat.everybody') });
  return one.members === null ? to : `${to} · ${t('chat.readers', { readers: one.readers ?? 0, members: one.members })}`;
}

/** @param {ChatMessage} one @param {Conversation | undefined} conversation */
function message(one, conversation) {
  const own = one.sender.id === app.session?.user.id;
  const read = own && (conversation?.partner_read ?? 0) >= one.seq;
  return html`<li data-seq=${one.seq} ?data-own=${own}><span class="chat-by"><span class=${own ? 'visually-hidden' : ''}>${own ? t('chat.own') : one.sender.name}</span>
    <time class="digits" datetime=${one.at}>${chatTime(one.at)}</time>${read ? html`<span data-item="read">${t('chat.read')}</span>` : nothing}</span>
    <span class="chat-text">${one.text}</span></li>`;
}

/** @param {Chat} chat @param {Conversation | undefined} shown @param {boolean} beginning */
function foot(chat, shown, beginning) {
  if (beginning || shown?.may_write) return box(chat, t('chat.text'));
  if (!shown) return nothing;
  if (shown.may_answer) {
    return html`<button type="button" class="primary wide" data-action="chat-answer" @click=${() => chat.talkTo(shown.partner.id, shown.partner.name)}>
      ${t('chat.answer', { name: shown.partner.name })}</button>`;
  }
  return html`<p class="sub" data-item="chat-closed">${t(closed(shown))}</p>`;
}

/** @param {Conversation} one */
function closed(one) {
  if (one.kind === 'announcement' && one.own) return 'chat.closed.announced';
  return one.partner.id ? 'chat.closed.reply_only' : 'chat.closed.gone';
}
