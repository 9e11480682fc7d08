/** Paper is white: while the page is printed, it has the light theme. */

/** @returns {() => void} ends it */
export function printInLight() {
  const root = document.documentElement;
  /** @type {string | undefined} */
  let theme;
  const before = () => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
  };
  const after = () => {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
