// @ts-check
// Decides when a result counts as seen without a click: most of it on the screen for a while, on a page that has the
// attention. A tab in the background sees nothing.

const LONG_ENOUGH = 2_500;
const TICK = 500;
const MOST_OF_IT = 0.6;

/** @param {(generationId: string) => void} onSeen */
export function createLooking(onSeen) {
  /** Milliseconds looked at, of what is on the screen. @type {Map<Element, number>} */
  const watched = new Map();
  /** @type {Map<Element, string>} */
  const names = new Map();
  let timer = 0;

  const eye = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        isIntersecting && names.has(target) ? watched.set(target, 0) : watched.delete(target);
      }
      if (watched.size > 0 && timer === 0) {
        timer = setInterval(tick, TICK);
      }
    },
    { threshold: MOST_OF_IT },
  );

  function tick() {
    if (watched.size === 0) {
      clearInterval(timer);
      timer = 0;
    }
    if (document.visibilityState !== 'visible' || !document.hasFocus() || document.querySelector('dialog[open]')) {
      return;
    }
    for (const [place, millis] of watched) {
      watched.set(place, millis + TICK);
      if (millis + TICK >= LONG_ENOUGH) {
        const name = names.get(place);
        stop(place);
        onSeen(/** @type {string} */ (name));
      }
    }
  }

  /** @param {Element} place */
  function stop(place) {
    eye.unobserve(place);
    watched.delete(place);
    names.delete(place);
  }

  return {
    /** @param {Element} place @param {string} generationId */
    watch(place, generationId) {
      if (!names.has(place)) {
        names.set(place, generationId);
        eye.observe(place);
      }
    },
    stop,
  };
}
