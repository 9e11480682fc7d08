import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filtersFrom, instant } from '../js/state/history.js';

test('times of the form are times of the site', () => {
  assert.equal(instant('2026-11-23T14:05', 'Asia/Tokyo'), '2026-11-23T05:05:00Z');
  assert.equal(instant('2026-07-01T00:00:30', 'Europe/Berlin'), '2026-06-30T22:00:30Z');
  assert.equal(instant('', 'Asia/Tokyo'), '');
});

test('a wall-clock time right after a change of the offset is the right instant', () => {
  assert.equal(instant('2026-03-29T03:30', 'Europe/Berlin'), '2026-03-29T01:30:00Z');
  assert.equal(instant('2026-10-25T04:00', 'Europe/Berlin'), '2026-10-25T03:00:00Z');
});

test('only what was given is asked for', () => {
  const form = new Map([['from', '2026-11-23T00:00'], ['to', ''], ['number', '03-1234'], ['direction', '']]);
  assert.deepEqual(filtersFrom(form, 'Asia/Tokyo'), { from: '2026-11-22T15:00:00Z', number: '031234' });
});
