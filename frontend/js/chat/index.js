/** The chat of this window: one for all its pages, beside them, while somebody who can chat is logged in (F4.6). */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { app } from '../app.js';
import { chatPanel } from '../components/chat_panel.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { Chat } from './chat.js';
import { chime, unlockChime } from './chime.js';

/** Pages with a chat. Windows opened from them need none of their own. */
const PAGES = /^\/(phone|monitor|reports|masters)(\/|$)/;
/** Characters of a message that are read out and notified. */
const SHORT = 200;

/** @type {Chat | null} */
let chat = null;
/** @type {HTMLElement | null} */
let root = null;
/** What a screen reader says. */
let said = '';
let frame = 0;
/** What the button last showed. */
let button = '';

/** Whether the page has a chat, and so its stream: all that have another stream, too. */
export function chatWanted() {
  const rights = app.session?.user.permissions ?? [];
  return PAGES.test(location.pathname) && (rights.includes('phone') || rights.includes('monitor'));
}

/** The page changed, or who is logged in. */
export function followChat() {
  const wanted = chatWanted();
  if (wanted && !chat) start();
  else if (!wanted && chat) stop();
}

/** Open the conversation with a user, e.g. from the board. @param {string} user @param {string} [name] */
export function openChat(user, name = '') {
  if (!chat) return;
  show();
  void chat.talkTo(user, name).then(() => focusText());
}

/** Whether there is a chat here now. */
export function chatOn() {
  return chat?.view?.on === true;
}

/** The button that opens the panel, with the count of unread messages; nothing where there is no chat. */
export function chatButton() {
  const view = chat?.view;
  if (!chat || !view?.on) return nothing;
  const { unread } = view;
  return html`<button type="button" class="quiet" data-action="chat" aria-expanded=${chat.open ? 'true' : 'false'} aria-controls="chat-panel"
    title=${t('chat.title.list')} @click=${() => (chat?.open ? hide() : show())}>
    ${icon('chat')}<span>${t('chat.title.list')}</span>${unread > 0 ? html` <span class="badge" data-item="chat-unread">${unread}</span> <span class="visually-hidden">${t('chat.unread')}</span>` : nothing}</button>`;
}

/** Draw again, e.g. in another language. */
export function drawChat() {
  if (document.hidden) draw(); // a hidden page has no frames
  else frame ||= requestAnimationFrame(draw);
}

function start() {
  root = document.createElement('div');
  root.className = 'chat';
  document.body.append(root);
  addEventListener('pointerdown', unlockChime);
  addEventListener('keydown', unlockChime);
  chat = new Chat({ changed: drawChat, heard });
}

function stop() {
  chat?.close();
  chat = null;
  root?.remove();
  root = null;
  button = said = '';
  removeEventListener('pointerdown', unlockChime);
  removeEventListener('keydown', unlockChime);
}

function draw() {
  cancelAnimationFrame(frame);
  frame = 0;
  if (!chat || !root) return;
  const before = focused();
  render(html`<p class="visually-hidden" role="status" data-item="chat-said">${said}</p>${chat.open ? chatPanel(chat, hide) : nothing}`, root);
  if (before && !root.contains(document.activeElement)) focusTitle();
  const shows = JSON.stringify([chat.open, chat.view?.on, chat.view?.unread]);
  if (shows !== button) {
    button = shows;
    app.redraw();
  }
}

/** Whether the focus is in the panel. */
const focused = () => root?.contains(document.activeElement) ?? false;

function focusTitle() {
  (textBox() ?? /** @type {HTMLElement | null} */ (root?.querySelector('#chat-title')))?.focus();
}

function focusText() {
  draw();
  focusTitle();
}

/** @returns {HTMLElement | null} */
const textBox = () => root?.querySelector('[data-item=chat-text]') ?? null;

function show() {
  if (!chat) return;
  chat.open = true;
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
  if (app.groups.length === 0 && chat.view?.may_announce) void loadGroups();
  draw();
  focusTitle();
  chat.looked();
}

function hide() {
  if (!chat) return;
  const had = focused();
  chat.open = false;
  draw();
  if (had) /** @type {HTMLElement | null} */ (document.querySelector('[data-action=chat]'))?.focus();
}

async function loadGroups() {
  app.groups = await api.groups().catch(() => []);
  drawChat();
}

/** A message of somebody else came. @param {import('../api/types').ChatMessageEvent} event @param {boolean} seen */
function heard({ message }, seen) {
  const text = message.text.slice(0, SHORT);
  said = t('chat.said', { name: message.sender.name, text });
  if (seen) return;
  chime();
  const away = document.hidden || !document.hasFocus();
  if (!away || !('Notification' in window) || Notification.permission !== 'granted') return;
  const notification = new Notification(t('chat.notification', { name: message.sender.name }), { body: text, tag: `chat-${message.conversation}`, silent: true });
  notification.addEventListener('click', () => {
    window.focus();
    notification.close();
    const found = chat?.view?.conversations.find((one) => one.id === message.conversation);
    if (!found) return;
    show();
    chat?.show(found);
  });
}
