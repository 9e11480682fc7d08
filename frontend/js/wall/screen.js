/** What keeps a screen going that nobody tends: full screen, no sleep, no burnt-in picture, and the newest page. */

import { onTick } from '../ticker.js';

/** How long controls stay after a movement, ms. */
const AWAKE_MS = 3000;
/** Steps of the picture, in tenths of a hundredth of its width: it stays less than a hundredth from its place. */
const STEPS = [[0, 0], [3, 0], [3, 3], [0, 3], [-3, 3], [-3, 0], [-3, -3], [0, -3], [3, -3]];

export function toggleFullScreen() {
  if (document.fullscreenElement) void document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => null); // refused, e.g. in a frame
}

/**
 * @param {HTMLElement} root
 * @returns {() => void} ends it
 */
export function keepScreen(root) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let sleep;
  const stopping = new AbortController();
  const { signal } = stopping;

  function wake() {
    root.dataset.awake = '';
    clearTimeout(sleep);
    sleep = setTimeout(() => delete root.dataset.awake, AWAKE_MS);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    wake();
    if (event.key === 'f' && !event.ctrlKey && !event.metaKey && !event.altKey) toggleFullScreen();
  }

  /** The display must not go dark; a page that was hidden has to ask again. */
  async function stayLit() {
    if (document.visibilityState === 'visible') await navigator.wakeLock?.request('screen').catch(() => null);
  }

  const stopShift = onTick((now) => {
    const [x = 0, y = 0] = STEPS[Math.floor(now / 60_000) % STEPS.length] ?? [];
    root.style.setProperty('--x', String(x / 10));
    root.style.setProperty('--y', String(y / 10));
  });

  addEventListener('pointermove', wake, { signal });
  addEventListener('keydown', key, { signal });
  document.addEventListener('visibilitychange', () => void stayLit(), { signal });
  void stayLit();
  return () => {
    stopping.abort();
    stopShift();
    clearTimeout(sleep);
  };
}

/** Nobody reloads a screen on a wall: it does so itself where the server has a newer page. */
export async function renew() {
  const script = document.querySelector('script[type=module]')?.getAttribute('src');
  const answer = await fetch('/wall', { cache: 'no-store' }).catch(() => null);
  if (answer?.ok && script && !(await answer.text()).includes(script)) location.reload();
}
