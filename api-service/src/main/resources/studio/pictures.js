// @ts-check
// What is known of each generation, newest version first to last. News comes from three sides (lists, answers, the
// socket) and in any order; older news changes nothing.

/** @typedef {import('./types.js').Generation} Generation */
/** @typedef {(generation: Generation, before: Generation | undefined) => void} Listener */

export function createPictures() {
  /** @type {Map<string, Generation>} */
  const known = new Map();
  /** @type {Set<Listener>} */
  const listeners = new Set();

  return {
    /** @param {Listener} listener */
    onChange: listener => listeners.add(listener),

    /** @param {string} id */
    get: id => known.get(id),

    /** Newest first: ids are ordered by time. */
    all: () => [...known.values()].sort((a, b) => (a.generationId < b.generationId ? 1 : -1)),

    /** @param {Generation} generation */
    take(generation) {
      const before = known.get(generation.generationId);
      if (before !== undefined && !isNews(generation, before)) {
        return;
      }
      const merged = withAddresses(generation, before);
      known.set(generation.generationId, merged);
      listeners.forEach(listener => listener(merged, before));
    },

    clear: () => known.clear(),
  };
}

/** @typedef {ReturnType<typeof createPictures>} Pictures */

/** The same version is news when it brings addresses, or live progress. @param {Generation} next @param {Generation} before */
function isNews(next, before) {
  return (
    next.version > before.version ||
    (next.version === before.version && (hasAddresses(next) || next.status === 'PENDING'))
  );
}

/** @param {Generation} next @param {Generation | undefined} before */
function withAddresses(next, before) {
  return before !== undefined && next.version === before.version && !hasAddresses(next)
    ? { ...next, images: before.images }
    : next;
}

/** @param {Generation} generation */
function hasAddresses({ images }) {
  return images !== null && images.every(image => image.url !== undefined);
}

/** Whether every picture can be loaded now. @param {Generation} generation @param {number} now the server's time */
export function isLoadable(generation, now) {
  return (
    hasAddresses(generation) &&
    generation.images !== null &&
    generation.images.every(image => Date.parse(image.urlExpiresAt ?? '') > now + 5_000)
  );
}
