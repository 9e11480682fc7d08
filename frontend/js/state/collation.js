/** The order of Japanese names in lists (F9.1, F9.3). Pure. */

/**
 * What a text begins with decides first: symbols, digits, Latin, hiragana, katakana, kanji.
 * `together`: hiragana and katakana are one kind (F9.3), else hiragana come first (F9.1).
 * @typedef {'apart' | 'together'} Kana
 */

const SYMBOL = 0;
const DIGIT = 1;
const LATIN = 2;
const HIRAGANA = 3;
const KATAKANA = 4;
const KANJI = 5;

/** Within a kind as dictionaries have it; kanji by their usual Sino-Japanese reading, as far as Unicode's table knows it. */
const within = new Intl.Collator('ja', { numeric: true });

/** @type {[RegExp, number][]} */
const KINDS = [
  [/\p{Nd}/u, DIGIT],
  [/\p{Script=Latin}/u, LATIN],
  [/\p{Script=Hiragana}/u, HIRAGANA],
  [/\p{Script=Katakana}/u, KATAKANA],
  [/\p{Script=Han}/u, KANJI],
];

/**
 * @param {string} character
 * @param {number} before the kind of the character before: the long-vowel mark belongs to its word
 * @param {Kana} kana
 * @returns {number}
 */
function kindOf(character, before, kana) {
  if (character === '\u30fc' && (before === HIRAGANA || before === KATAKANA)) return before;
  const kind = KINDS.find(([shape]) => shape.test(character))?.[1] ?? SYMBOL;
  return kind === KATAKANA && kana === 'together' ? HIRAGANA : kind;
}

/**
 * Stretches of characters of one kind.
 * @param {string} text
 * @param {Kana} kana
 * @returns {{ kind: number, text: string }[]}
 */
function stretches(text, kana) {
  /** @type {{ kind: number, text: string }[]} */
  const found = [];
  for (const character of text.normalize('NFKC').trim()) {
    const last = found.at(-1);
    const kind = kindOf(character, last?.kind ?? SYMBOL, kana);
    if (last?.kind === kind) last.text += character;
    else found.push({ kind, text: character });
  }
  return found;
}

/** Of names that read the same, so that they never change places. @param {string} a @param {string} b */
function compareCodes(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Compares stretch by stretch, so that it is an order: never a circle.
 * @param {Kana} kana
 * @returns {(a: string, b: string) => number}
 */
export function byName(kana) {
  return (a, b) => {
    const [left, right] = [stretches(a, kana), stretches(b, kana)];
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      const [one, other] = [/** @type {any} */ (left[at]), /** @type {any} */ (right[at])];
      const order = one.kind - other.kind || within.compare(one.text, other.text);
      if (order !== 0) return order;
    }
    return left.length - right.length || compareCodes(a.normalize('NFKC').trim(), b.normalize('NFKC').trim());
  };
}
