/**
 * Room for what is to be said, which is always there: `<k-notices>`. Nothing below moves when something is said or no
 * longer is, so that nobody presses another button than the one they aimed at. What does not fit is shown over the page on demand.
 */

class NoticeStrip extends HTMLElement {
  /** Tells when what is said, or the room for it, has another size. */
  #sizes = new ResizeObserver(() => this.#measure());
  #says = new MutationObserver(() => this.#measure());

  connectedCallback() {
    this.#sizes.observe(this);
    this.#says.observe(this, { childList: true, subtree: true, characterData: true });
    this.addEventListener('click', this);
    this.addEventListener('keydown', this);
    document.addEventListener('pointerdown', this);
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
    this.#says.disconnect();
    document.removeEventListener('pointerdown', this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.type === 'click') {
      if (target.closest('[data-action=all-notices]')) this.#open(!this.#opened);
    } else if (event instanceof KeyboardEvent) {
      if (event.key === 'Escape' && this.#opened) this.#open(false);
    } else if (!this.contains(target)) this.#open(false);
  }

  get #opened() {
    return this.hasAttribute('data-open');
  }

  /** @param {boolean} on */
  #open(on) {
    this.toggleAttribute('data-open', on);
    this.querySelector('[data-action=all-notices]')?.setAttribute('aria-expanded', String(on));
    this.#measure();
  }

  #measure() {
    const list = this.querySelector('.notices');
    if (!list) return;
    const more = list.scrollHeight > this.clientHeight + 1;
    if (!more && this.#opened) this.#open(false);
    else this.toggleAttribute('data-more', more);
  }
}

customElements.define('k-notices', NoticeStrip);
