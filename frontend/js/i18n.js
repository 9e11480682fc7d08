/** Text that a user reads: one catalogue per language, Japanese first (F2.4). */

/** @typedef {'ja' | 'en'} Language */
/** @typedef {Record<string, string>} Catalogue */

const STORED = 'kikite.language';

/** @type {Record<Language, () => Promise<{ default: Catalogue }>>} */
const LOADERS = {
  ja: () => import('../locales/ja.json', { with: { type: 'json' } }),
  en: () => import('../locales/en.json', { with: { type: 'json' } }),
};

/** @type {Catalogue} */
let catalogue = {};
/** @type {Language} */
let current = 'ja';

/** @returns {Language} */
export function language() {
  return current;
}

/** The language to begin with: what was chosen in this browser, else what the browser asks for. @returns {Language} */
export function firstLanguage() {
  const chosen = localStorage.getItem(STORED);
  return chosen === 'ja' || chosen === 'en' ? chosen : preferred(navigator.languages);
}

/** The first of these that there is a catalogue for, else English. @param {readonly string[]} languages BCP 47, the best first @returns {Language} */
export function preferred(languages) {
  const ours = languages.map((each) => each.toLowerCase().split('-')[0]).find((each) => each === 'ja' || each === 'en');
  return ours === 'ja' ? 'ja' : 'en';
}

/**
 * Load and use a language; remembered in this browser.
 * @param {Language} next
 */
export async function useLanguage(next) {
  await showLanguage(next);
  localStorage.setItem(STORED, next);
}

/** Load and use a language for this page only. @param {Language} next */
export async function showLanguage(next) {
  catalogue = (await LOADERS[next]()).default;
  current = next;
  document.documentElement.lang = next;
}

/**
 * The text of a key, with `{name}` replaced from `values`. An unknown key is shown as itself: a test finds it first.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = catalogue[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Whether the catalogue has a text for `key`; for codes that come from the server.
 * @param {string} key
 */
export function has(key) {
  return key in catalogue;
}
