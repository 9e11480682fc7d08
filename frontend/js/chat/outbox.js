/** What is on its way: sent in order, again and again while the server cannot be reached, stored there once by its token. */

/** @import { ChatMessage, ChatPlace } from '../api/types' */
/** @import { Pending } from '../state/chat.js' */

import { api, ApiError } from '../api/client.js';

const PAUSES_MS = [500, 1000, 2000, 4000];

/** @param {unknown} error @returns {boolean} whether it may go better by itself */
const passing = (error) => error instanceof ApiError && (error.status === 0 || error.status >= 502);

export class Outbox {
  /** By place. @type {Map<string, Pending[]>} */
  #waiting = new Map();
  /** By place, the end of its queue. @type {Map<string, Promise<unknown>>} */
  #last = new Map();
  #closed = false;

  /** @param {(place: string, message: ChatMessage) => void} sent @param {() => void} changed */
  constructor(sent, changed) {
    this.sent = sent;
    this.changed = changed;
  }

  /** @param {string} place @returns {readonly Pending[]} */
  waiting(place) {
    return this.#waiting.get(place) ?? [];
  }

  /** @param {string} place its name here @param {() => ChatPlace} to where that is once it is its turn @param {string} text */
  send(place, to, text) {
    this.#enqueue(place, to, { token: crypto.randomUUID(), text, failure: null });
  }

  /** Once more, after the server refused it. @param {string} place @param {() => ChatPlace} to @param {Pending} pending */
  again(place, to, pending) {
    this.drop(place, pending.token);
    this.#enqueue(place, to, { ...pending, failure: null });
  }

  /** @param {string} place @param {string} token */
  drop(place, token) {
    this.#waiting.set(place, this.waiting(place).filter((one) => one.token !== token));
    this.changed();
  }

  /** What was waiting under one name waits under another. @param {string} from @param {string} to */
  rename(from, to) {
    if (from === to) return;
    this.#waiting.set(to, [...this.waiting(to), ...this.waiting(from)]);
    this.#last.set(to, Promise.all([this.#last.get(to), this.#last.get(from)]));
    this.#waiting.delete(from);
  }

  close() {
    this.#closed = true;
  }

  /** @param {string} place @param {() => ChatPlace} to @param {Pending} pending */
  #enqueue(place, to, pending) {
    this.#waiting.set(place, [...this.waiting(place), pending]);
    const before = this.#last.get(place) ?? Promise.resolve();
    this.#last.set(place, before.then(() => this.#deliver(place, to, pending)));
    this.changed();
  }

  /** @param {string} place @param {() => ChatPlace} to @param {Pending} pending */
  async #deliver(place, to, pending) {
    for (let failures = 0; !this.#closed; failures += 1) {
      try {
        this.sent(place, await api.chat(to(), pending.token, pending.text));
        return;
      } catch (error) {
        if (!passing(error)) {
          pending.failure = error;
          this.changed();
          return;
        }
      }
      const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
      await new Promise((resume) => { setTimeout(resume, pause); });
    }
  }
}
