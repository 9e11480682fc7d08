/** The ringing sound and the desktop notification of an incoming call (F5.8). */

/** @import { PhoneCall } from '../api/types' */

/** One ring of a Japanese exchange: 400 Hz modulated by 16 Hz, one second on, two seconds off. */
const TONE_HZ = 400;
const MODULATION_HZ = 16;
const ON_S = 1;
const PERIOD_S = 3;
const VOLUME = 0.25;
const TEST_HZ = 1000;

/**
 * Let a context's sound go to a device, where the browser can.
 * @param {AudioContext} context
 * @param {string} device id, "" = the default
 * @returns {Promise<void>}
 */
async function sinkTo(context, device) {
  // `setSinkId` of contexts is younger than the DOM's types.
  const { setSinkId } = /** @type {{ setSinkId?: (id: string) => Promise<void> }} */ (/** @type {unknown} */ (context));
  await setSinkId?.call(context, device);
}

/**
 * A second of 1000 Hz, to hear whether a speaker works; from a click or key.
 * @param {string} device id, "" = the default
 */
export async function testTone(device) {
  const context = new AudioContext();
  try {
    await sinkTo(context, device);
    await context.resume();
    const gain = new GainNode(context, { gain: VOLUME });
    const tone = new OscillatorNode(context, { frequency: TEST_HZ });
    tone.connect(gain).connect(context.destination);
    const over = new Promise((done) => tone.addEventListener('ended', done));
    tone.start();
    tone.stop(context.currentTime + ON_S);
    await over;
  } finally {
    await context.close();
  }
}

export class Ringer {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #loop;
  /** Id of the device to ring on, "" = the default. */
  #device = '';

  /** Chrome starts sound only after a click or key in the page. @returns {boolean} whether a ring would be heard */
  ready() {
    this.#context ??= this.#made();
    return this.#context.state === 'running';
  }

  /** To be called from a click or key. */
  async unlock() {
    this.#context ??= this.#made();
    if (this.#context.state === 'suspended') await this.#context.resume();
  }

  /** Ring on another device, where the browser can. @param {string} device id, "" = the default */
  async useDevice(device) {
    this.#device = device;
    if (this.#context) await sinkTo(this.#context, device);
  }

  /** Ring once, to be heard before the shift; from a click or key. */
  async once() {
    await this.unlock();
    this.#ring();
  }

  #made() {
    const context = new AudioContext();
    if (this.#device) void sinkTo(context, this.#device).catch(() => {}); // the default rings, too
    return context;
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
    const context = (this.#context ??= this.#made());
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

/** An incoming call, told by sound and on the desktop. */
export class Announcement {
  /** @type {{ call: string, remove: () => void } | null} */
  #notification = null;
  #ringer;
  #text;

  /**
   * @param {Ringer} ringer
   * @param {(call: PhoneCall) => { title: string, body: string }} text
   */
  constructor(ringer, text) {
    this.#ringer = ringer;
    this.#text = text;
  }

  /** @param {PhoneCall} call @param {boolean} aloud false: the desk phone rings by itself */
  begin(call, aloud) {
    if (aloud) this.#ringer.start();
    if (this.#notification?.call === call.call) return;
    this.#notification?.remove();
    const { title, body } = this.#text(call);
    this.#notification = { call: call.call, remove: notify(title, body, call.call) };
  }

  end() {
    this.#ringer.stop();
    this.#notification?.remove();
    this.#notification = null;
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
