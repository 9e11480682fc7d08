/** `<k-clock>`: a duration that runs. It writes its own text, so a tick renders nothing else. */

import { duration } from '../state/format.js';
import { elapsed } from '../state/clock.js';
import { onTick, serverNow } from '../ticker.js';

class ClockElement extends HTMLElement {
  /** @type {number} ms since the epoch */
  #since = 0;
  /** @type {number} seconds shown at `since` */
  #base = 0;
  /** A running clock writes into the same text, so no node is made each second. */
  #text = document.createTextNode('');
  /** @type {(() => void) | undefined} */
  #stop;

  /** @param {string} time RFC 3339 */
  set since(time) {
    this.#since = Date.parse(time);
    this.#show(serverNow());
  }

  /** @param {number} seconds */
  set base(seconds) {
    this.#base = seconds;
    this.#show(serverNow());
  }

  connectedCallback() {
    if (this.#text.parentNode !== this) this.replaceChildren(this.#text);
    this.#stop = onTick((now) => this.#show(now));
    this.#show(serverNow());
  }

  disconnectedCallback() {
    this.#stop?.();
  }

  /** @param {number} now */
  #show(now) {
    const text = duration(this.#base + elapsed(this.#since, now));
    if (text !== this.#text.data) this.#text.data = text;
  }
}

customElements.define('k-clock', ClockElement);
