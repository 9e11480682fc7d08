/** The ringing sound and the desktop notification of an incoming call (F5.8). */

/** One ring of a Japanese exchange: 400 Hz modulated by 16 Hz, one second on, two seconds off. */
const TONE_HZ = 400;
const MODULATION_HZ = 16;
const ON_S = 1;
const PERIOD_S = 3;
const VOLUME = 0.25;

export class Ringer {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #loop;

  /** Chrome starts sound only after a click or key in the page. @returns {boolean} whether a ring would be heard */
  ready() {
    this.#context ??= new AudioContext();
    return this.#context.state === 'running';
  }

  /** To be called from a click or key. */
  async unlock() {
    this.#context ??= new AudioContext();
    if (this.#context.state === 'suspended') await this.#context.resume();
  }

  start() {
    if (this.#loop !== undefined) return;
    this.#ring();
    this.#loop = setInterval(() => this.#ring(), PERIOD_S * 1000);
  }

  stop() {
    clearInterval(this.#loop);
    this.#loop = undefined;
    this.#gain?.disconnect();
    this.#gain = null;
  }

  close() {
    this.stop();
    void this.#context?.close();
    this.#context = null;
  }

  /** @type {GainNode | null} */
  #gain = null;

  #ring() {
    const context = (this.#context ??= new AudioContext());
    this.#gain?.disconnect();
    const gain = new GainNode(context, { gain: VOLUME / 2 });
    const tone = new OscillatorNode(context, { frequency: TONE_HZ });
    const modulation = new OscillatorNode(context, { frequency: MODULATION_HZ });
    const depth = new GainNode(context, { gain: VOLUME / 2 });
    modulation.connect(depth).connect(gain.gain);
    tone.connect(gain).connect(context.destination);
    for (const node of [tone, modulation]) {
      node.start();
      node.stop(context.currentTime + ON_S);
    }
    this.#gain = gain;
  }
}

/** Whether asking for desktop notifications would help. */
export function mayAskForNotifications() {
  return 'Notification' in window && Notification.permission === 'default';
}

/**
 * Show a notification also while the tab is in the background; a click brings the phone to the front.
 * @param {string} title
 * @param {string} body
 * @param {string} tag one per call, so that it replaces itself
 * @returns {() => void} takes it away
 */
export function notify(title, body, tag) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return () => {};
  const notification = new Notification(title, { body, tag, requireInteraction: true, silent: true });
  notification.addEventListener('click', () => {
    window.focus();
    notification.close();
  });
  return () => notification.close();
}
