import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byName } from '../js/state/collation.js';

const sorted = (names, kana) => [...names].reverse().sort(byName(kana));

test('permission sets: Latin, hiragana, katakana, kanji (F9.1)', () => {
  const names = ['OP', 'OP-SV', 'SV', 'うけつけ', 'テスト', 'モニター監視用', '情報システム室', '総務部'];
  assert.deepEqual(sorted(names, 'apart'), names);
});

test('groups: symbols, digits, Latin, kana together, kanji (F9.3)', () => {
  const names = ['*夜間', '12', '0600000000', 'Alpha', 'beta', 'あお', 'アカ', 'いろ', 'ウミ', '外線', '東京'];
  assert.deepEqual(sorted(names, 'together'), names);
});

test('kana stand apart or together as asked', () => {
  assert.deepEqual(sorted(['い', 'ア'], 'apart'), ['い', 'ア']);
  assert.deepEqual(sorted(['ア', 'い'], 'together'), ['ア', 'い']);
});

test('wide letters, half-width kana and the long-vowel mark are what they stand for', () => {
  assert.deepEqual(sorted(['Ａ', 'B', 'ｶﾅ', 'キー'], 'apart'), ['Ａ', 'B', 'ｶﾅ', 'キー']);
  assert.equal(byName('apart')('ＡＢＣ', 'ABC'), 0);
  assert.ok(byName('apart')('サーバー', 'サービス') < 0);
});

test('numbers in names count as numbers', () => {
  assert.deepEqual(sorted(['窓口2', '窓口10'], 'together'), ['窓口2', '窓口10']);
});

test('it is an order: the same however the list came', () => {
  const names = ['あA1', 'あ', 'A', 'Aあ', '1あ', '漢', '漢A', 'アA', 'ア', '', '-', 'あア漢', 'あ漢ア'];
  for (const kana of ['apart', 'together']) {
    const once = [...names].sort(byName(kana));
    for (let turn = 0; turn < names.length; turn += 1) assert.deepEqual([...names.slice(turn), ...names.slice(0, turn)].sort(byName(kana)), once);
  }
});
