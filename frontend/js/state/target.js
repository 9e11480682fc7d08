/** Where calls go: at most one of several fields is given (`SiteOverflow`, `SiteAction`, `SiteRoute`). Pure. */

/** @typedef {Record<string, any>} Item */

/** The field that says it, and what it is where it says nothing. @type {Record<string, unknown>} */
const EMPTY = { group: '', extension: '', external: '', menu: '', voicemail: '', again: false, prompts: [] };

/** @param {unknown} value */
const given = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/**
 * @param {Item | null} item
 * @param {string[]} options names of fields
 * @param {boolean} nullable whether null is a choice of its own
 * @returns {string} the field that is given, `end` for none, `none` for null
 */
export function chosenTarget(item, options, nullable = false) {
  if (item === null && nullable) return 'none';
  return options.find((name) => given(item?.[name])) ?? 'end';
}

/**
 * The item with another kind of target chosen, not yet filled in: everything else of `options` is emptied.
 * @param {Item | null} item
 * @param {string[]} options
 * @param {string} choice one of `options`, `end`, `none`
 * @returns {Item | null}
 */
export function withTarget(item, options, choice) {
  if (choice === 'none') return null;
  const emptied = Object.fromEntries(options.map((name) => [name, EMPTY[name]]));
  return { ...item, ...emptied, ...(choice === 'again' ? { again: true } : {}) };
}
