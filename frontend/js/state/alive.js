/**
 * Signs of life for the server: at each turn of a timer, and with what streams bring, if one is due. A browser slows
 * the timers of a tab out of sight down to one turn in a minute, which is longer than the grace time; it does not hold
 * back what comes from the network, and the server breaks each silence of a stream (F1.5).
 */

/** What `api/stream.js` tells the page of at each event. */
export const HEARD = 'kikite:heard';

export class SignsOfLife {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #last;
  #give;
  #every;
  #now;
  #page;

  /**
   * @param {() => unknown} give one
   * @param {() => number} every how long after the last one the next is due, ms
   * @param {{ now?: () => number, page?: EventTarget }} [world]
   */
  constructor(give, every, { now = Date.now, page = globalThis } = {}) {
    this.#give = give;
    this.#every = every;
    this.#now = now;
    this.#page = page;
    this.#last = now();
    page.addEventListener(HEARD, this.#heard);
    this.#wait();
  }

  close() {
    clearTimeout(this.#timer);
    this.#page.removeEventListener(HEARD, this.#heard);
  }

  #heard = () => {
    if (this.#now() - this.#last >= this.#every()) this.#turn();
  };

  #turn = () => {
    clearTimeout(this.#timer);
    this.#last = this.#now();
    void this.#give();
    this.#wait();
  };

  #wait() {
    this.#timer = setTimeout(this.#turn, this.#every());
  }
}
