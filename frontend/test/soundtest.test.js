import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, level, meterOf, received } from '../js/state/soundtest.js';

test('levels are RMS in dB of full scale', () => {
  assert.equal(level(new Float32Array(10)), -120);
  assert.equal(level(new Float32Array(0)), -120);
  assert.equal(level(new Float32Array([1, -1, 1, -1])), 0);
  const sine = Float32Array.from({ length: 4800 }, (_, n) => Math.sin(2 * Math.PI * n / 48));
  assert.ok(Math.abs(level(sine) + 3.01) < 0.01);
});

test('the meter goes from a silent room to the loudest', () => {
  assert.deepEqual([-120, -60, -30, 0, 6].map(meterOf), [0, 0, 50, 100, 100]);
});

const inbound = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 100, packetsLost: 3, jitter: 0.004 };
const pair = { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.03 };

test('the round trip is RTCP\'s where there is one, else that of the ICE checks', () => {
  assert.deepEqual(received([inbound, pair]), { packets: 100, lost: 3, jitter: 4, rtt: 30 });
  assert.equal(received([inbound, pair, { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05 }]).rtt, 50);
  assert.equal(received([inbound, pair, { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0 }]).rtt, 30);
  assert.deepEqual(received([]), { packets: 0, lost: 0, jitter: 0, rtt: null });
});

test('a test counts what lies between its beginning and its end', () => {
  const server = { echo: true, packets: 500, lost: 2, jitter: 9, sent: 0, remote_lost: null, remote_jitter: null, rtt: null };
  const begin = { server, browser: { packets: 40, lost: 1, jitter: 7, rtt: null } };
  const end = { server: { ...server, packets: 900, lost: 6, jitter: 3, rtt: 55 }, browser: { packets: 435, lost: 6, jitter: 2, rtt: null } };
  assert.deepEqual(between(begin, end), { packets: 400, lost: 4, jitter: 3, packets_back: 395, lost_back: 5, jitter_back: 2, rtt: 55 });
  assert.equal(between(begin, { ...end, browser: { ...end.browser, rtt: 20 } }).rtt, 20);
});
