/**
 * A list whose elements belong to rows by id: a change draws its own row and moves what must move, nothing else. Of a
 * long list only what can be seen is in the page, and some lines around it; spacers stand for the rest.
 */

/** @import { Range } from '../state/window.js' */

import { visibleRange, WHOLE } from '../state/window.js';

/**
 * @template {{ id: string }} Row
 */
export class KeyedRows {
  /** Rows beside each other. */
  wide = 1;
  /** @type {HTMLElement | null} */
  #place = null;
  /** @type {Map<string, { element: HTMLElement, row: Row }>} */
  #entries = new Map();
  /** All of them, also those that are not drawn. @type {Row[]} */
  #rows = [];
  /** What every row's look depends on besides the row. */
  #look = '';
  /** @type {Range} */
  #range = { from: 0, to: WHOLE };
  /** px from one line to the next, and how many rows stood in a line when that was measured. */
  #pitch = 0;
  #measured = 0;
  #spacers;

  /**
   * @param {string} tag of a row's element
   * @param {(element: HTMLElement, row: Row, before: Row | null) => void} paint `before`: the row as the element shows it;
   *   null: all is to be drawn
   */
  constructor(tag, paint) {
    this.tag = tag;
    this.paint = paint;
    this.#spacers = [document.createElement(tag), document.createElement(tag)];
    for (const spacer of this.#spacers) {
      spacer.className = 'spacer';
      spacer.setAttribute('aria-hidden', 'true');
    }
  }

  /** Where the rows stand; for lit's `ref`. @param {Element | undefined} place */
  bind = (place) => {
    if (!place || place === this.#place) return;
    this.#place = /** @type {HTMLElement} */ (place);
    this.#entries.clear();
    this.#pitch = 0;
    place.replaceChildren();
    addEventListener('scroll', this.#seen, { capture: true, passive: true });
    addEventListener('resize', this.#resized);
  };

  /**
   * @param {Row[]} rows in the order in which they shall stand
   * @param {string} look where it changed, all rows are drawn again
   */
  show(rows, look) {
    const anew = look !== this.#look;
    const moved = rows.length !== this.#rows.length || this.wide !== this.#measured;
    this.#look = look;
    this.#rows = rows;
    if (rows.length > WHOLE && moved) this.#range = { from: 0, to: WHOLE };
    this.#draw(anew);
    if (rows.length > WHOLE && moved) this.#measure();
  }

  #resized = () => this.#rows.length > WHOLE && this.#measure();

  /** How high a line is; then, what can be seen. */
  #measure() {
    const [first, next] = [0, this.wide].map((at) => this.#entries.get(this.#rows[this.#range.from + at]?.id ?? '')?.element.getBoundingClientRect());
    if (!first || !next) return;
    this.#pitch = next.top - first.top;
    this.#measured = this.wide;
    this.#draw(false);
    this.#seen();
  }

  /** The page was scrolled, or the list has changed its place. */
  #seen = () => {
    const place = this.#place;
    if (!place?.isConnected) {
      removeEventListener('scroll', this.#seen, { capture: true });
      removeEventListener('resize', this.#resized);
      return;
    }
    if (this.#rows.length <= WHOLE) return;
    const frame = (place.closest('.table-scroll') ?? place).getBoundingClientRect();
    const top = Math.max(0, frame.top);
    const range = visibleRange({
      count: this.#rows.length, wide: this.wide, pitch: this.#pitch,
      top: top - place.getBoundingClientRect().top, height: Math.min(innerHeight, frame.bottom) - top,
    });
    if (range.from === this.#range.from && range.to === this.#range.to) return;
    this.#range = range;
    this.#draw(false);
  };

  /** @param {boolean} anew */
  #draw(anew) {
    const place = this.#place;
    if (!place) return;
    const long = this.#rows.length > WHOLE;
    const { from, to } = long ? this.#range : { from: 0, to: this.#rows.length };
    const rows = long ? this.#rows.slice(from, to) : this.#rows;
    const focused = document.activeElement;
    const had = focused !== null && place.contains(focused);
    this.#remove(rows);
    const elements = rows.map((row) => this.#drawn(row, anew));
    this.#order(place, elements);
    this.#space(place, long, from, to);
    if (long) this.#number(place, elements, from);
    if (had) this.#refocus(place, focused);
  }

  /**
   * An element that is moved loses the focus; the list has it where the element is gone.
   * @param {HTMLElement} place
   * @param {Element} focused
   */
  #refocus(place, focused) {
    const heir = focused.isConnected ? focused : place.closest('[tabindex="0"]');
    if (heir instanceof HTMLElement && heir !== document.activeElement) heir.focus({ preventScroll: true });
  }

  /** @param {Row[]} rows */
  #remove(rows) {
    if (rows.length === this.#entries.size && rows.every((row) => this.#entries.has(row.id))) return;
    const wanted = new Set(rows.map((row) => row.id));
    for (const [id, { element }] of this.#entries) {
      if (wanted.has(id)) continue;
      element.remove();
      this.#entries.delete(id);
    }
  }

  /**
   * @param {Row} row
   * @param {boolean} anew
   */
  #drawn(row, anew) {
    let entry = this.#entries.get(row.id);
    if (entry && entry.row === row && !anew) return entry.element;
    const before = anew || !entry ? null : entry.row;
    if (!entry) {
      entry = { element: document.createElement(this.tag), row };
      this.#entries.set(row.id, entry);
    }
    entry.row = row;
    this.paint(entry.element, row, before);
    return entry.element;
  }

  /**
   * One that goes down the list is passed over until its turn comes, so that it alone is moved.
   * @param {HTMLElement} place
   * @param {HTMLElement[]} elements
   */
  #order(place, elements) {
    const [before] = this.#spacers;
    let next = before?.parentNode === place ? before.nextElementSibling : place.firstElementChild;
    for (const element of elements) {
      if (element === next) next = element.nextElementSibling;
      else if (next && next.nextElementSibling === element) next = element.nextElementSibling;
      else place.insertBefore(element, next);
    }
  }

  /**
   * What is not drawn takes its room.
   * @param {HTMLElement} place
   * @param {boolean} long
   * @param {number} from
   * @param {number} to
   */
  #space(place, long, from, to) {
    const lines = [from / this.wide, Math.ceil((this.#rows.length - to) / this.wide)];
    for (const [at, spacer] of this.#spacers.entries()) {
      if (!long) {
        spacer.remove();
        continue;
      }
      if (spacer.parentNode !== place) place[at === 0 ? 'prepend' : 'append'](spacer);
      // In a grid, the gap to the rows comes on top.
      const height = `${Math.max(0, (lines[at] ?? 0) * this.#pitch - this.#gap(place))}px`;
      if (spacer.style.height !== height) spacer.style.height = height;
      spacer.hidden = lines[at] === 0;
    }
  }

  /** @param {HTMLElement} place */
  #gap(place) {
    return this.tag === 'li' && this.#pitch > 0 ? Number.parseFloat(getComputedStyle(place).rowGap) || 0 : 0;
  }

  /**
   * Which of how many each is, for who cannot see it.
   * @param {HTMLElement} place
   * @param {HTMLElement[]} elements
   * @param {number} from
   */
  #number(place, elements, from) {
    const inTable = this.tag === 'tr';
    if (inTable) place.closest('table')?.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    for (const [at, element] of elements.entries()) {
      const index = String(from + at + (inTable ? 2 : 1));
      const name = inTable ? 'aria-rowindex' : 'aria-posinset';
      if (element.getAttribute(name) === index) continue;
      element.setAttribute(name, index);
      if (!inTable) element.setAttribute('aria-setsize', String(this.#rows.length));
    }
  }
}
