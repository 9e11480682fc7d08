import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockFrom, clockSeen, elapsed, untilNextSecond } from '../js/state/clock.js';

test('the offset is that of the least delayed message', () => {
  const first = clockFrom('2026-11-23T00:00:10.000Z', Date.parse('2026-11-23T00:00:05.400Z'));
  assert.equal(first.offset, 4600);
  const quicker = clockSeen(first, '2026-11-23T00:00:20.000Z', Date.parse('2026-11-23T00:00:15.010Z'));
  assert.equal(quicker.offset, 4990);
  assert.equal(clockSeen(quicker, '2026-11-23T00:00:30.000Z', Date.parse('2026-11-23T00:00:26.000Z')), quicker);
});

test('a clock shows every second once, whatever the jitter of the timer', () => {
  for (const since of [1_000_000, 1_000_004, 1_000_996]) {
    const shown = [];
    for (let second = 1; second <= 50; second += 1) shown.push(elapsed(since, 1_001_000 + second * 1000 + ((second * 7) % 300)));
    shown.forEach((value, at) => assert.equal(value, shown[0] + at));
  }
});

test('a clock never runs before its beginning', () => {
  assert.equal(elapsed(5000, 4000), 0);
});

test('the next tick is at the next whole second of the server', () => {
  assert.equal(untilNextSecond(12_345), 655);
  assert.equal(untilNextSecond(12_000), 1000);
  assert.equal(untilNextSecond(-1), 1);
});
