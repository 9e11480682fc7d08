/** 留守電: the dialog with the messages of the user's mailboxes (F6.5). */

/** @import { Message, MessageFolder } from '../api/types' */
/** @import { Messages } from '../phone/messages.js' */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { sentence, siteZone } from '../app.js';
import { t } from '../i18n.js';
import { dateTime, duration } from '../state/format.js';
import { partyNumber } from './call_panel.js';
import { icon } from './icons.js';

/** @type {MessageFolder[]} */
const FOLDERS = ['new', 'old', 'work'];

/**
 * The button that opens the list, with the count of new messages; nothing for whom has no mailbox.
 * @param {number | null | undefined} count
 * @param {() => void} open
 */
export function messagesButton(count, open) {
  if (count === null || count === undefined) return nothing;
  return html`<button type="button" class="quiet" data-action="messages" @click=${open}><span>${t('messages.title')}</span>${count > 0
    ? html` <span class="badge" data-item="messages">${count}</span> <span class="visually-hidden">${t('messages.new')}</span>` : nothing}</button>`;
}

/** @param {Messages} messages */
export function messageList(messages) {
  return html`<dialog class="key-help messages" aria-labelledby="messages-title" @close=${() => messages.hide()}>
    <h2 id="messages-title">${t('messages.title')}</h2>
    <label class="field"><span>${t('messages.folder')}</span><select data-item="folder"
      @change=${(/** @type {Event} */ event) => messages.choose(/** @type {MessageFolder | ''} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value))}>
      <option value="">${t('messages.all')}</option>${folders(messages.folder)}</select></label>
    <div role="alert">${messages.failure ? html`<p class="message-failure">${sentence(messages.failure)}</p>` : nothing}</div>
    ${messages.open ? body(messages) : nothing}
    <form method="dialog"><button class="primary">${t('keys.close')}</button></form>
  </dialog>`;
}

/** @param {string} chosen */
function folders(chosen) {
  return FOLDERS.map((folder) => html`<option value=${folder} ?selected=${folder === chosen}>${t(`messages.folder.${folder}`)}</option>`);
}

/** @param {Messages} messages */
function body(messages) {
  if (!messages.list) return html`<p class="loading" role="status">${t('history.loading')}</p>`;
  if (messages.list.length === 0) return html`<p class="loading" role="status">${t('messages.none')}</p>`;
  return html`<ul>${repeat(messages.list, (message) => message.id, (message) => row(messages, message))}</ul>`;
}

/**
 * Where a message lies, for whom has several mailboxes.
 * @param {Messages} messages
 * @param {Message} message
 */
function mailbox(messages, { mailbox: id }) {
  if (messages.mailboxes.length < 2) return nothing;
  const [kind = '', ...rest] = id.split(':');
  const group = kind === 'group' && messages.mailboxes.find((one) => one.id === id)?.name;
  return html`<span class="call-group" data-item="mailbox">${group || `${t(`messages.owner.${kind}`)} ${rest.join(':')}`}</span>`;
}

/**
 * @param {Messages} messages
 * @param {Message} message
 */
function row(messages, message) {
  const when = dateTime(message.at, document.documentElement.lang, siteZone());
  const who = message.name || partyNumber({ number: message.number, caller_id: message.caller_id });
  const heard = messages.heard === message.id;
  const doomed = messages.doomed === message.id;
  return html`<li data-message=${message.id} data-folder=${message.folder}>
    <span class="message-party"><strong>${who}</strong> <span class="digits">${duration(message.duration_s)}</span> ${mailbox(messages, message)}</span>
    <span class="message-time digits">${when}</span>
    <button type="button" class="go" data-action="hear" aria-expanded=${heard ? 'true' : 'false'} aria-label=${t('messages.hear_from', { who, when })}
      @click=${() => messages.hear(message)}>${icon('play')}<span>${t('messages.hear')}</span></button>
    <select data-item="move" aria-label=${t('messages.move_from', { who, when })}
      @change=${(/** @type {Event} */ event) => messages.move(message, /** @type {MessageFolder} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value))}>${folders(message.folder)}</select>
    <button type="button" class=${doomed ? 'stop' : ''} data-action="delete" aria-label=${t(doomed ? 'messages.delete_sure' : 'messages.delete_from', { who, when })}
      @click=${() => messages.remove(message)}>${icon('close')}<span>${t(doomed ? 'messages.delete_sure' : 'messages.delete')}</span></button>
    ${heard ? html`<audio controls autoplay data-item="sound" aria-label=${t('messages.hear_from', { who, when })} src=${`/api/voicemail/messages/${encodeURIComponent(message.id)}/sound`}></audio>` : nothing}</li>`;
}
