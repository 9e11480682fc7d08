import assert from 'node:assert/strict';
import { test } from 'node:test';
import { microphoneConstraints, microphoneFailure, wanted } from '../js/phone/connection.js';

test('the signal processing of the browser is on unless raw sound is asked for', () => {
  assert.deepEqual(microphoneConstraints(false).audio, { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 });
  assert.deepEqual(microphoneConstraints(true).audio, { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 });
});

test('G.711 and digits are offered, nothing that would be transcoded', () => {
  const offered = [['audio/PCMU', 8000], ['audio/PCMA', 8000], ['audio/telephone-event', 8000], ['audio/telephone-event', 48_000], ['audio/opus', 48_000], ['audio/G722', 8000], ['audio/CN', 8000]];
  assert.deepEqual(offered.filter(([mimeType, clockRate]) => wanted({ mimeType, clockRate })).map(([mime]) => mime), ['audio/PCMU', 'audio/PCMA', 'audio/telephone-event']);
});

test('a refused microphone is told apart from a missing one', () => {
  assert.equal(microphoneFailure(new DOMException('', 'NotAllowedError')), 'microphone_denied');
  assert.equal(microphoneFailure(new DOMException('', 'NotFoundError')), 'microphone_missing');
  assert.equal(microphoneFailure(new Error('other')), 'microphone_missing');
});
