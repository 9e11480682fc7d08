/** The arithmetic of the sound test. Pure. */

/** @typedef {import('../api/types').EchoFigures} EchoFigures */
/** @typedef {{ packets: number, lost: number, jitter: number, rtt: number | null }} Received of the browser; times in ms */

/** Below this nobody speaks: a quiet room at a headset. */
export const SPEECH_DB = -50;
const FLOOR_DB = -60;

/**
 * The level of some sound.
 * @param {Float32Array} samples -1 to 1
 * @returns {number} RMS in dB of full scale, -120 for silence
 */
export function level(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  return power > 0 ? Math.max(-120, 10 * Math.log10(power)) : -120;
}

/** How far the level meter is out, 0 to 100. @param {number} db */
export function meterOf(db) {
  return Math.round(100 * Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB)));
}

/**
 * What the browser's own statistics say of the sound that it got.
 * @param {Iterable<any>} report the values of an `RTCStatsReport`
 * @returns {Received}
 */
export function received(report) {
  const all = [...report];
  const { packetsReceived = 0, packetsLost = 0, jitter = 0 } = all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio') ?? {};
  const told = all.find(({ type, kind, roundTripTime }) => type === 'remote-inbound-rtp' && kind === 'audio' && roundTripTime > 0);
  const pair = all.find(({ type, nominated, state, currentRoundTripTime }) => type === 'candidate-pair' && (nominated || state === 'succeeded') && currentRoundTripTime >= 0);
  const seconds = told?.roundTripTime ?? pair?.currentRoundTripTime ?? null;
  return {
    packets: packetsReceived,
    lost: packetsLost,
    jitter: jitter * 1000,
    rtt: seconds === null ? null : seconds * 1000,
  };
}

/**
 * What lies between beginning and end of the echo. The round trip is the browser's, else the server's, which may not
 * have heard of one in so short a time.
 * @param {{ server: EchoFigures, browser: Received }} begin
 * @param {{ server: EchoFigures, browser: Received }} end
 */
export function between(begin, end) {
  return {
    packets: Math.max(0, end.server.packets - begin.server.packets),
    lost: end.server.lost - begin.server.lost,
    jitter: end.server.jitter,
    packets_back: Math.max(0, end.browser.packets - begin.browser.packets),
    lost_back: end.browser.lost - begin.browser.lost,
    jitter_back: end.browser.jitter,
    rtt: end.browser.rtt ?? end.server.rtt,
  };
}
