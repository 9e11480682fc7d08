/**
 * The browser's leg: one peer connection for as long as the phone page is open ("nailed up"). Calls are switched on the
 * server, so answering costs neither ICE nor DTLS. The microphone's track is attached only during a call.
 */

/** @typedef {'idle' | 'connecting' | 'connected' | 'failed' | 'microphone_denied' | 'microphone_missing' | 'microphone_busy' | 'unsupported' | 'elsewhere' | 'desk'} ConnectionState `desk`: the sound is the desk phone's */

/**
 * @typedef {object} ConnectionHandlers
 * @property {(offer: string) => Promise<string>} attach gives the offer to the server, returns the answer
 * @property {(state: ConnectionState) => void} state
 * @property {(stream: MediaStream) => void} sound the other party's sound
 */

const RAW = 'kikite.raw';

/** Whether the browser's signal processing is switched off, by `?raw=1` in the address of the page. */
export function rawSound() {
  const asked = new URLSearchParams(location.search).get('raw');
  if (asked !== null) sessionStorage.setItem(RAW, asked);
  return sessionStorage.getItem(RAW) === '1';
}

const PAUSES_MS = [300, 1000, 2000, 5000, 10_000];

/**
 * The browser's own signal processing; off for measurements with tones.
 * @param {boolean} raw
 * @param {string} [device] id, "" = the default
 * @returns {{ audio: MediaTrackConstraints }}
 */
export function microphoneConstraints(raw, device = '') {
  const processing = { echoCancellation: !raw, noiseSuppression: !raw, autoGainControl: !raw, channelCount: 1 };
  return { audio: device ? { ...processing, deviceId: { exact: device } } : processing };
}

/**
 * Whether a codec is offered: G.711 µ-law first, A-law as an escape, and digits (RFC 4733).
 * @param {{ mimeType: string, clockRate: number }} codec
 */
export function wanted(codec) {
  const mime = codec.mimeType.toLowerCase();
  return codec.clockRate === 8000 && ['audio/pcmu', 'audio/pcma', 'audio/telephone-event'].includes(mime);
}

/**
 * Why the microphone could not be opened.
 * @param {unknown} error
 * @returns {ConnectionState}
 */
export function microphoneFailure(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotReadableError' || name === 'AbortError') return 'microphone_busy';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'microphone_denied' : 'microphone_missing';
}

export class PhoneConnection {
  /** @type {ConnectionHandlers} */
  #handlers;
  #raw;
  /** @type {RTCPeerConnection | null} */
  #peer = null;
  /** @type {RTCRtpSender | null} */
  #sender = null;
  /** @type {MediaStreamTrack | null} */
  #track = null;
  #talking = false;
  /** Id of the microphone, "" = the default. */
  #device = '';
  /** Whether it should be attached. */
  #wanted = false;
  #failures = 0;
  /** Whether the next attempt waits for its pause to end. */
  #waiting = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;

  /**
   * @param {ConnectionHandlers} handlers
   * @param {boolean} raw whether the browser's signal processing is off
   */
  constructor(handlers, raw) {
    this.#handlers = handlers;
    this.#raw = raw;
  }

  /** Open the microphone and attach. Called again after a failure that the user has mended. */
  async start() {
    clearTimeout(this.#retry);
    this.#waiting = false;
    this.#wanted = true;
    if (!navigator.mediaDevices || !('RTCPeerConnection' in window)) {
      this.#tell('unsupported');
      return;
    }
    this.#tell('connecting');
    if (!(await this.#openMicrophone()) || !this.#wanted) return;
    await this.#connect();
  }

  /** Attach or take away the microphone. @param {boolean} talking */
  async setTalking(talking) {
    this.#talking = talking;
    await this.#sender?.replaceTrack(talking ? this.#track : null);
  }

  /** The microphone that is open. @returns {MediaStreamTrack | null} */
  get track() {
    return this.#track;
  }

  /** What the browser knows of the connection. @returns {Promise<RTCStatsReport | null>} */
  async stats() {
    return await this.#peer?.getStats() ?? null;
  }

  /**
   * Use another microphone from now on, also within a call; the leg stays.
   * @param {string} device id, "" = the default
   */
  async useMicrophone(device) {
    this.#device = device;
    if (this.#track) await this.#exchange();
  }

  /** Something has changed for the better, e.g. the network is back: do not wait for the pause to end. */
  nudge() {
    if (this.#waiting) void this.start();
  }

  /** The server hears nothing of a leg that looks alive here, as after a sleep of the machine: connect anew. */
  renew() {
    if (this.#wanted && this.#peer?.connectionState === 'connected') void this.start();
  }

  /** Give the leg and the microphone up, until the next `start`. */
  stop() {
    this.#wanted = false;
    this.#waiting = false;
    clearTimeout(this.#retry);
    this.#track?.stop();
    this.#drop();
  }

  /** @returns {Promise<boolean>} */
  async #openMicrophone() {
    if (this.#track?.readyState === 'live') return true;
    try {
      this.#keep(await this.#capture());
      return true;
    } catch (error) {
      this.#tell(microphoneFailure(error));
      return false;
    }
  }

  /** The chosen microphone; where it is gone, the default one. @returns {Promise<MediaStreamTrack | null>} */
  async #capture() {
    const open = (/** @type {string} */ device) => navigator.mediaDevices.getUserMedia(microphoneConstraints(this.#raw, device));
    const chosen = this.#device;
    const stream = await open(chosen).catch((error) => {
      const gone = error instanceof DOMException && ['OverconstrainedError', 'NotFoundError'].includes(error.name);
      if (!chosen || !gone) throw error;
      return open('');
    });
    return stream.getAudioTracks()[0] ?? null;
  }

  /** @param {MediaStreamTrack | null} track */
  #keep(track) {
    this.#track?.stop();
    this.#track = track;
    track?.addEventListener('ended', () => {
      if (this.#track === track) void this.#exchange().catch(() => this.start());
    });
  }

  /** Another microphone under the same leg. */
  async #exchange() {
    const track = await this.#capture();
    if (!this.#wanted) {
      track?.stop();
      return;
    }
    this.#keep(track);
    await this.setTalking(this.#talking);
  }

  async #connect() {
    this.#drop();
    const peer = new RTCPeerConnection();
    this.#peer = peer;
    try {
      const transceiver = peer.addTransceiver('audio', { direction: 'sendrecv' });
      const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs.filter(wanted) ?? [];
      codecs.sort((a, b) => Number(b.mimeType.toLowerCase() === 'audio/pcmu') - Number(a.mimeType.toLowerCase() === 'audio/pcmu'));
      transceiver.setCodecPreferences(codecs);
      this.#sender = transceiver.sender;
      peer.addEventListener('track', ({ track }) => this.#handlers.sound(new MediaStream([track])));
      peer.addEventListener('connectionstatechange', () => this.#changed(peer));
      const offer = await peer.createOffer();
      await peer.setLocalDescription(offer);
      // The server is ICE-lite and learns our addresses from the checks: nothing has to be gathered first.
      const answer = await this.#handlers.attach(offer.sdp ?? '');
      if (this.#peer !== peer) return;
      await peer.setRemoteDescription({ type: 'answer', sdp: answer });
      // A close_notify of the server shows here seconds before the connection state does.
      transceiver.sender.transport?.addEventListener('statechange', () => this.#changed(peer));
      await this.setTalking(this.#talking);
    } catch (error) {
      if (this.#peer === peer) this.#again();
    }
  }

  /** @param {RTCPeerConnection} peer */
  #changed(peer) {
    if (peer !== this.#peer) return;
    const transport = this.#sender?.transport?.state;
    const lost = ['failed', 'disconnected', 'closed'];
    if (lost.includes(peer.connectionState) || transport === 'closed' || transport === 'failed') {
      this.#again();
    } else if (peer.connectionState === 'connected') {
      this.#failures = 0;
      this.#tell('connected');
    }
  }

  #again() {
    if (!this.#wanted) return;
    this.#drop();
    this.#tell(this.#failures === 0 ? 'connecting' : 'failed');
    const pause = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)];
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#waiting = true;
    this.#retry = setTimeout(() => void this.start(), pause);
  }

  #drop() {
    const peer = this.#peer;
    this.#peer = null;
    this.#sender = null;
    peer?.close();
  }

  /** @param {ConnectionState} state */
  #tell(state) {
    if (this.#wanted) this.#handlers.state(state);
  }
}
