/** The messages of the user's mailboxes (F6.5), as far as the phone window shows them. */

/** @import { Mailbox, Message, MessageFolder } from '../api/types' */

import { api } from '../api/client.js';

export class Messages {
  /** @type {Message[] | null} `null`: not loaded yet */
  list = null;
  /** The mailboxes of the user. @type {Mailbox[]} */
  mailboxes = [];
  /** @type {MessageFolder | ''} "": all */
  folder = '';
  /** Id of the message that is being heard. */
  heard = '';
  /** Id of the message that is about to be deleted, if the user says so once more. */
  doomed = '';
  /** @type {unknown} */
  failure = null;
  open = false;
  /** How many were new when the list was loaded. @type {number | null} */
  #count = null;

  /** @param {() => void} changed called after each change */
  constructor(changed) {
    this.changed = changed;
  }

  show() {
    this.open = true;
    void this.load();
  }

  hide() {
    this.open = false;
    this.heard = '';
    this.doomed = '';
    this.changed();
  }

  /** The server says how many are new. @param {number | null | undefined} count */
  counted(count) {
    if (this.open && this.#count !== null && count !== this.#count) void this.load();
    this.#count = count ?? null;
  }

  async load() {
    await this.#ask(async () => {
      const [list, mailboxes] = await Promise.all([api.messages(this.folder), api.ownMailboxes()]);
      this.list = list;
      this.mailboxes = mailboxes.filter(({ own }) => own);
    });
  }

  /** @param {MessageFolder | ''} folder */
  async choose(folder) {
    this.folder = folder;
    await this.load();
  }

  /** Hear a message; a new one is an old one from then on. @param {Message} message */
  async hear(message) {
    this.heard = this.heard === message.id ? '' : message.id;
    this.changed();
    if (this.heard && message.folder === 'new') {
      await this.#ask(async () => {
        await api.moveMessage(message.id, 'old');
        message.folder = 'old';
      });
    }
  }

  /** @param {Message} message @param {MessageFolder} folder */
  async move(message, folder) {
    await this.#ask(() => api.moveMessage(message.id, folder));
    await this.load();
  }

  /** Asked twice, it is deleted. @param {Message} message */
  async remove(message) {
    if (this.doomed !== message.id) {
      this.doomed = message.id;
      this.changed();
      return;
    }
    this.doomed = '';
    await this.#ask(() => api.deleteMessage(message.id));
    await this.load();
  }

  /** @param {() => Promise<unknown>} act */
  async #ask(act) {
    this.failure = null;
    try {
      await act();
    } catch (error) {
      this.failure = error;
    }
    this.changed();
  }
}
