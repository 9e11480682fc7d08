/** A list whose elements belong to rows by id: a change draws its own row and moves what must move, nothing else. */

/**
 * @template {{ id: string }} Row
 */
export class KeyedRows {
  /** @type {HTMLElement | null} */
  #place = null;
  /** @type {Map<string, { element: HTMLElement, row: Row }>} */
  #entries = new Map();
  /** What every row's look depends on besides the row. @type {unknown[]} */
  #look = [];

  /**
   * @param {string} tag of a row's element
   * @param {(element: HTMLElement, row: Row) => void} paint
   */
  constructor(tag, paint) {
    this.tag = tag;
    this.paint = paint;
  }

  /** Where the rows stand; for lit's `ref`. @param {Element | undefined} place */
  bind = (place) => {
    if (!place || place === this.#place) return;
    this.#place = /** @type {HTMLElement} */ (place);
    this.#entries.clear();
    place.replaceChildren();
  };

  /**
   * @param {Row[]} rows in the order in which they shall stand
   * @param {unknown[]} look where one of these changed, all rows are drawn again
   */
  show(rows, look) {
    const place = this.#place;
    if (!place) return;
    const anew = look.some((each, at) => each !== this.#look[at]);
    this.#look = look;
    const focused = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    this.#remove(rows);
    this.#order(place, rows.map((row) => this.#drawn(row, anew)));
    // An element that is moved loses the focus.
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
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
    if (!entry) {
      entry = { element: document.createElement(this.tag), row };
      this.#entries.set(row.id, entry);
    }
    entry.row = row;
    this.paint(entry.element, row);
    return entry.element;
  }

  /**
   * One that goes down the list is passed over until its turn comes, so that it alone is moved.
   * @param {HTMLElement} place
   * @param {HTMLElement[]} elements
   */
  #order(place, elements) {
    let next = place.firstElementChild;
    for (const element of elements) {
      if (element === next) next = element.nextElementSibling;
      else if (next && next.nextElementSibling === element) next = element.nextElementSibling;
      else place.insertBefore(element, next);
    }
  }
}
