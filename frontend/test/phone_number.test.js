import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialable, displayNumber } from '../js/state/phone_number.js';

test('numbers are grouped as the numbering plan has them', () => {
  const expected = {
    '0312345678': '03-1234-5678',
    '0612345678': '06-1234-5678',
    '0451234567': '045-123-4567',
    '0463212345': '0463-21-2345',
    '05012345678': '050-1234-5678',
    '09012345678': '090-1234-5678',
    '07012345678': '070-1234-5678',
    '0120123456': '0120-123-456',
    '08001234567': '0800-123-4567',
    '0570123456': '0570-123-456',
    '+81312345678': '03-1234-5678',
    '+819012345678': '090-1234-5678',
  };
  for (const [number, shown] of Object.entries(expected)) assert.equal(displayNumber(number), shown);
});

test('what is no number of the plan stays as it is', () => {
  for (const number of ['2001', '110', '*92', '+14155550100', '031234', '0312345678901']) assert.equal(displayNumber(number), number);
  assert.equal(displayNumber(''), '—');
});

test('no digit is lost or added', () => {
  for (let at = 0; at < 3000; at += 1) {
    const number = `0${String(1_000_000_00 + at * 299_993).padStart(9, '0').slice(0, 9)}`;
    assert.equal(displayNumber(number).replaceAll('-', ''), number);
  }
});

test('typed and pasted text becomes what can be dialled', () => {
  assert.equal(dialable('０３－１２３４　５６７８'), '0312345678');
  assert.equal(dialable(' +81 (3) 1234-5678'), '+81312345678');
  assert.equal(dialable('*92 801#'), '*92801#');
  assert.equal(dialable('12+3'), '123');
});
