/** One's own chat in this window: the stream, what is shown, what is written (F4.6). */

/** @import { ChatContact, ChatMessage, ChatMessageEvent, ChatPlace, ChatView, Conversation } from '../api/types' */

import { api } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { app, sessionAlive } from '../app.js';
import { applyEvent, directWith, mergeConversations, sendable } from '../state/chat.js';
import { MessageLog } from './log.js';
import { Outbox } from './outbox.js';

/**
 * What the panel shows. `talk`: a conversation, by its id or, where it has not begun, by the partner's.
 * @typedef {{ name: 'list' | 'contacts' | 'announce' } | { name: 'talk', id: string, user: string, who: string }} Page
 */

/** Where an announcement waits in the outbox. */
export const ANNOUNCEMENT = 'announcement';

export class Chat {
  /** @type {ChatView | null} */
  view = null;
  /** @type {boolean | null} */
  connected = null;
  open = false;
  /** @type {Page} */
  page = { name: 'list' };
  /** @type {ChatContact[] | null} */
  contacts = null;
  /** @type {unknown} */
  failure = null;
  loading = false;
  messages = new MessageLog();
  /** What is being written, by place. @type {Map<string, string>} */
  drafts = new Map();
  /** Chosen for the announcement: a group's id, "" = all. */
  group = '';

  /** @param {{ changed: () => void, heard: (event: ChatMessageEvent, seen: boolean) => void }} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.outbox = new Outbox((place, message) => this.#sent(place, message), handlers.changed);
    this.#close = openStream('/chat/stream', ['chat', 'message', 'read'], {
      event: (name, data) => this.#hear(name, data),
      connected: (up) => {
        this.connected = up;
        handlers.changed();
      },
      alive: sessionAlive,
    });
    addEventListener('focus', this.looked);
    document.addEventListener('visibilitychange', this.looked);
  }

  /** @type {() => void} */
  #close;

  close() {
    this.#close();
    this.outbox.close();
    removeEventListener('focus', this.looked);
    document.removeEventListener('visibilitychange', this.looked);
  }

  /** The conversation shown, if it has begun. @returns {Conversation | undefined} */
  get shown() {
    const { page } = this;
    return page.name === 'talk' ? this.view?.conversations.find((one) => one.id === page.id) : undefined;
  }

  /** The name under which drafts and messages on their way are kept. @returns {string} */
  get place() {
    return this.page.name === 'talk' ? this.page.id || this.page.user : ANNOUNCEMENT;
  }

  /** @param {Page} page */
  go(page) {
    this.page = page;
    this.failure = null;
    this.handlers.changed();
    if (page.name === 'contacts') void this.#ask(async () => { this.contacts = await api.chatContacts(); });
    if (page.name === 'talk' && page.id) void this.#load(page.id);
  }

  /** @param {Conversation} conversation */
  show(conversation) {
    this.go({ name: 'talk', id: conversation.id, user: conversation.partner.id, who: conversation.partner.name });
  }

  /** The conversation with a user, whether it has begun or not. @param {string} user @param {string} [who] their name */
  async talkTo(user, who = '') {
    const known = directWith(this.view?.conversations ?? [], user);
    if (known) {
      this.show(known);
      return;
    }
    this.go({ name: 'talk', id: '', user, who });
    await this.#ask(async () => {
      const [[found], contacts] = await Promise.all([
        api.conversations({ partner: user }).then((page) => page.items), who ? [] : api.chatContacts()]);
      if (this.page.name !== 'talk' || this.page.user !== user) return;
      if (found) {
        this.#keep([found]);
        this.show(found);
      } else if (!who) this.page.who = contacts.find((one) => one.id === user)?.name ?? user;
    });
  }

  /** Further conversations. */
  more() {
    const { view } = this;
    if (!view?.next_cursor) return;
    const cursor = view.next_cursor;
    void this.#ask(async () => {
      const page = await api.conversations({ cursor });
      this.#keep(page.items);
      if (this.view) this.view.next_cursor = page.next_cursor;
    });
  }

  /** Older messages of the conversation shown. */
  older() {
    const { shown } = this;
    const cursor = shown && this.messages.of(shown.id)?.cursor;
    if (shown && cursor) void this.#load(shown.id, cursor);
  }

  /** Send what is written, where it is written. */
  send() {
    const text = this.drafts.get(this.place) ?? '';
    if (!sendable(text)) return;
    this.drafts.delete(this.place);
    this.outbox.send(this.place, this.#to(), text);
  }

  /** @param {import('../state/chat.js').Pending} pending */
  again(pending) {
    this.outbox.again(this.place, this.#to(), pending);
  }

  /** @returns {() => ChatPlace} */
  #to() {
    const { group, page } = this;
    if (page.name !== 'talk') return () => ({ group: group || null });
    const { id, user } = page;
    return () => (id ? { conversation: id } : { user });
  }

  /** @param {string} place @param {ChatMessage} message */
  #sent(place, message) {
    this.messages.add(message);
    for (const name of [place, message.conversation]) this.outbox.drop(name, message.token);
    if (place === ANNOUNCEMENT && this.page.name === 'announce') this.go({ name: 'list' });
  }

  /** What is in the panel has been looked at: the server is told. */
  looked = () => {
    const { shown } = this;
    if (!shown || !this.#looking() || shown.unread === 0) return;
    // Not before it is there to be read.
    if (!this.messages.has(shown.id, shown.last.seq)) return;
    void api.markRead(shown.id, shown.last.seq).catch(() => null);
  };

  #looking() {
    return this.open && document.visibilityState === 'visible' && document.hasFocus();
  }

  /** @param {string} name @param {any} data */
  #hear(name, data) {
    if (name === 'chat') this.#begin(data);
    else if (this.view) {
      this.view = applyEvent(this.view, data);
      if (name === 'message') this.#heard(data);
    }
    this.handlers.changed();
    this.looked();
  }

  /** Everything anew. @param {ChatView} view */
  #begin(view) {
    const { shown } = this;
    this.view = view;
    this.messages.forget();
    if (!view.on || (shown?.kind === 'announcement' && !this.shown)) this.page = { name: 'list' };
    else if (shown && !this.shown) void this.talkTo(shown.partner.id, shown.partner.name);
    else if (shown) void this.#load(shown.id);
  }

  /** @param {ChatMessageEvent} event */
  #heard({ message, conversation, unread }) {
    const { page } = this;
    this.messages.add(message);
    if (page.name === 'talk' && !page.id && conversation.kind === 'direct' && conversation.partner.id === page.user) this.#begun(page, conversation);
    for (const place of [message.conversation, conversation.partner.id, ANNOUNCEMENT]) this.outbox.drop(place, message.token);
    if (message.sender.id !== app.session?.user.id) {
      this.handlers.heard({ message, conversation, unread }, this.#looking() && this.shown?.id === message.conversation);
    }
  }

  /** The conversation that was to begin has. @param {Page & { name: 'talk' }} page @param {Conversation} conversation */
  #begun(page, conversation) {
    this.outbox.rename(page.user, conversation.id);
    this.drafts.set(conversation.id, this.drafts.get(page.user) ?? '');
    this.drafts.delete(page.user);
    this.show(conversation);
  }

  /** @param {Conversation[]} conversations */
  #keep(conversations) {
    if (this.view) this.view.conversations = mergeConversations(this.view.conversations, conversations);
  }

  /** @param {string} id @param {string} [cursor] */
  async #load(id, cursor) {
    await this.#ask(() => this.messages.load(id, cursor));
    this.looked();
  }

  /** @param {() => Promise<unknown>} act */
  async #ask(act) {
    this.loading = true;
    this.failure = null;
    this.handlers.changed();
    try {
      await act();
    } catch (error) {
      this.failure = error;
    }
    this.loading = false;
    this.handlers.changed();
  }
}
