/** Opening hours as people type them: `9-12, 13:00-18:00`. Pure. */

const SPAN = /^(\d{1,2})(?::?(\d{2}))?-(\d{1,2})(?::?(\d{2}))?$/;

/** @param {string} hours @param {string | undefined} minutes */
const time = (hours, minutes) => `${hours.padStart(2, '0')}:${minutes ?? '00'}`;

/**
 * Spans as the API has them. What cannot be understood stays as it was typed: the API's answer then names it.
 * @param {string} text
 * @returns {string[]}
 */
export function spansOf(text) {
  const plain = text.normalize('NFKC').replace(/[~\u301c\u2013\u2014\u2212\u30fc]/g, '-').replace(/\s*-\s*/g, '-');
  return plain.split(/[,;\s\u3001]+/).filter(Boolean).map((part) => {
    const found = SPAN.exec(part);
    return found ? `${time(found[1] ?? '', found[2])}-${time(found[3] ?? '', found[4])}` : part;
  });
}

/**
 * A time of day as people type it: `9`, `9:05`, `0905`, `９時5分`.
 * @param {string} text
 * @returns {string | null} `09:05`; null: none
 */
export function clockTime(text) {
  const plain = text.normalize('NFKC').trim();
  const found = /^(\d{1,2})(?:\s*[:.\u6642]\s*(?:(\d{1,2})\u5206?)?|(\d{2}))?$/.exec(plain);
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2] ?? found?.[3] ?? 0)];
  if (!found || hour > 23 || minute > 59) return null;
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** @param {string[] | null | undefined} spans @returns {string} */
export function spansText(spans) {
  return (spans ?? []).join(', ');
}
