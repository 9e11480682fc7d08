/** Every text is in both catalogues, every key that the code uses exists, and no text stands anywhere else. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const HERE = path.join(import.meta.dirname, '..');
const read = (name) => readFileSync(path.join(HERE, name), 'utf8');
const catalogues = { ja: JSON.parse(read('locales/ja.json')), en: JSON.parse(read('locales/en.json')) };
const keys = Object.keys(catalogues.ja);
const sources = readdirSync(path.join(HERE, 'js'), { recursive: true }).filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: read(path.join('js', name)) }));

/** Any string that looks like a key: `t('a.b')`, tables such as `['Enter', 'keys.enter']`. */
function keysIn(text) {
  const prefixes = new Set(keys.map((key) => key.split('.')[0]));
  return [...text.matchAll(/'([a-z_]+\.[a-z0-9_./]+)'/g)].map(([, key]) => key).filter((key) => prefixes.has(key.split('.')[0]) && !/\.(js|json)$/.test(key));
}

/** Beginnings of keys that are completed at run time: t(`call.${state}`). */
const beginnings = (text) => [...text.matchAll(/(?<![.\w])(?:t|has)\(`([^`$]+)\$\{/g)].map(([, start]) => start);

test('both languages have the same keys, none empty, with the same placeholders', () => {
  assert.deepEqual(Object.keys(catalogues.en), keys);
  const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of keys) {
    assert.ok(catalogues.ja[key] && catalogues.en[key], key);
    assert.deepEqual(placeholders(catalogues.en[key]), placeholders(catalogues.ja[key]), key);
  }
});

test('every key that the code uses exists', () => {
  for (const { name, text } of sources) {
    for (const key of keysIn(text)) assert.ok(key in catalogues.ja, `${key} in ${name}`);
    for (const start of beginnings(text)) assert.ok(keys.some((key) => key.startsWith(start)), `${start}… in ${name}`);
  }
});

test('every key is used', () => {
  const used = new Set(sources.flatMap(({ text }) => keysIn(text)));
  const started = sources.flatMap(({ text }) => beginnings(text));
  const codes = ['result.', 'leg_kind.', 'notice.'];
  for (const key of keys) {
    assert.ok(used.has(key) || [...started, ...codes].some((start) => key.startsWith(start)), `${key} is not used`);
  }
});

test('no Japanese text stands in the code, outside comments', () => {
  for (const { name, text } of sources) {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '').replace("'＊'", '');
    assert.doesNotMatch(code, /[\u3040-\u30ff\u4e00-\u9fff]/, name);
  }
});
