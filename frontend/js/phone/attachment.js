/** How the phone stays with this page: taken from nobody unasked, and back after a sleep or another network (F5.9). */

/** @import { PhoneView } from '../api/types' */
/** @import { ConnectionState, PhoneConnection } from './connection.js' */

import { api, ApiError } from '../api/client.js';
import { heartbeatMs } from '../app.js';
import { SignsOfLife } from '../state/alive.js';

/** How long server and browser may differ on whether the phone is attached, ms: the one hears of it before the other. */
const DOUBT_MS = 3000;

export class Attachment {
  /** Where the phone is, if another browser or a program has it: the server's sentence. */
  where = '';
  /** Whether the next offer takes it from there. */
  #take = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #doubt;
  /** @type {SignsOfLife | null} */
  #heartbeat = null;
  /** @type {PhoneConnection | null} */
  #leg = null;
  #elsewhere;

  /** @param {() => void} elsewhere another browser has the phone */
  constructor(elsewhere) {
    this.#elsewhere = elsewhere;
  }

  /** Begin to tell the server that the page is alive, and to look after `leg`. @param {PhoneConnection} leg */
  start(leg) {
    this.#leg = leg;
    this.#heartbeat = new SignsOfLife(() => api.heartbeat().catch(() => null), heartbeatMs);
    addEventListener('online', this.#nudge);
    document.addEventListener('visibilitychange', this.#nudge);
  }

  close() {
    removeEventListener('online', this.#nudge);
    document.removeEventListener('visibilitychange', this.#nudge);
    clearTimeout(this.#doubt);
    this.#heartbeat?.close();
  }

  /** Let the next offer take the phone from the other browser that has it; false: none has. */
  take() {
    this.#take = this.where !== '';
    return this.#take;
  }

  /**
   * Give the offer to the server, which knows of other browsers and programs what the lock of this one does not.
   * @param {string} offer
   * @returns {Promise<string>} the answer
   */
  async attach(offer) {
    const take = this.#take;
    this.#take = false;
    try {
      const { answer } = await api.attach(offer, take);
      this.where = '';
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'phone_elsewhere') {
        this.where = error.sentence;
        this.#elsewhere();
      }
      throw error;
    }
  }

  /**
   * A leg that looks alive here but not to the server is dead: the machine has slept, or its network has changed.
   * @param {ConnectionState} state
   * @param {PhoneView | null} view
   */
  compare(state, view) {
    clearTimeout(this.#doubt);
    if (state !== 'connected' || view?.attached !== false || !view.switch_up) return;
    this.#doubt = setTimeout(() => this.#leg?.renew(), DOUBT_MS);
  }

  #nudge = () => {
    if (!document.hidden) this.#leg?.nudge();
  };
}
