/** The messages of conversations, as far as this window has asked for them. */

/** @import { ChatMessage } from '../api/types' */

import { api } from '../api/client.js';
import { mergeMessages } from '../state/chat.js';

/** `whole`: up to the newest; `cursor`: of older ones. @typedef {{ items: ChatMessage[], cursor: string | null, whole: boolean }} Known */

export class MessageLog {
  /** By conversation. @type {Map<string, Known>} */
  #known = new Map();
  /** Counts how often all was forgotten: pages asked for before are thrown away. */
  #turn = 0;

  /** @param {string} conversation */
  of(conversation) {
    return this.#known.get(conversation);
  }

  /** @param {string} conversation @param {number} seq */
  has(conversation, seq) {
    return this.of(conversation)?.items.some((one) => one.seq === seq) ?? false;
  }

  forget() {
    this.#turn += 1;
    this.#known.clear();
  }

  /** @param {ChatMessage} message */
  add(message) {
    const known = this.of(message.conversation);
    if (known) known.items = mergeMessages(known.items, [message]);
  }

  /** The newest page of a conversation, unless it is known; with a `cursor` the one before. @param {string} conversation @param {string} [cursor] */
  async load(conversation, cursor) {
    const turn = this.#turn;
    const known = this.of(conversation) ?? { items: [], cursor: null, whole: false };
    if (known.whole && !cursor) return;
    this.#known.set(conversation, known); // what comes while the page is on its way is added
    const page = await api.chatMessages(conversation, cursor);
    if (turn !== this.#turn) return;
    Object.assign(known, { items: mergeMessages(known.items, page.items), cursor: page.next_cursor, whole: true });
  }
}
