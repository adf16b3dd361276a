// The operators' part of the API, as whoever is signed in. A page of it is asked for by name and filter.
import { ask, Refused } from './http.js';
import { bearer, forget, SignedOut } from './session.js';

/** Also those that are gone. */
const MOST_WORKERS = 1_000;

/** @type {(why: string) => void} */
let onSignedOut = () => {};

/** @param {(why: string) => void} listener called when the session has come to its end by itself */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

/**
 * @param {string} path below `/api/ops`
 * @param {{ method?: string, body?: unknown, signal?: AbortSignal }} [request]
 */
async function call(path, request = {}) {
  try {
    const token = await bearer();
    try {
      return await ask(`/api/ops${path}`, { ...request, bearer: token });
    } catch (refused) {
      if (!(refused instanceof Refused && refused.status === 401)) {
        throw refused;
      }
      return await ask(`/api/ops${path}`, { ...request, bearer: await bearer(token) });
    }
  } catch (failed) {
    if (failed instanceof SignedOut) {
      onSignedOut('Your session has ended. Sign in again.');
    } else if (failed instanceof Refused && failed.status === 403) {
      forget();
      onSignedOut('This account is not an operator any more.');
    }
    throw failed;
  }
}

/** @param {string} path @param {Record<string, string | number | null | undefined>} filter */
function page(path, filter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, String(value));
    }
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** @param {unknown} body */
const post = body => ({ method: 'POST', body });

/** @typedef {{ ids: string[] } | { filter: Record<string, string> }} Pick */

export const api = {
  /** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Overview>} */
  overview: signal => call('/overview', { signal }),

  /** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Page<import('./types.js').Worker>>} */
  async workers(signal) {
    /** @type {import('./types.js').Page<import('./types.js').Worker>} */
    let last = await call('/worker?limit=100', { signal });
    const items = [...last.items];
    // the newest come first: one that restarts again and again must not hide those that have long been at work
    while (last.nextCursor !== null && items.length < MOST_WORKERS) {
      last = await call(page('/worker', { limit: 100, cursor: last.nextCursor }), { signal });
      items.push(...last.items);
    }
    return { ...last, items };
  },

  /**
   * @param {Record<string, string | number | null>} filter
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Page<import('./types.js').Group>>}
   */
  groups: (filter, signal) => call(page('/dead-letter/group', filter), { signal }),

  /**
   * @param {Record<string, string | number | null>} filter
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Page<import('./types.js').Letter>>}
   */
  letters: (filter, signal) => call(page('/dead-letter', filter), { signal }),

  /**
   * @param {string} id
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Letter & import('./types.js').LetterDetail>}
   */
  letter: (id, signal) => call(`/dead-letter/${encodeURIComponent(id)}`, { signal }),

  /** @param {string} id @param {string} reason @returns {Promise<import('./types.js').Letter>} */
  discard: (id, reason) => call(`/dead-letter/${encodeURIComponent(id)}/discard`, post({ reason })),

  /** @param {Pick} pick @returns {Promise<{ total: number, sample: import('./types.js').Letter[] }>} */
  dryRun: pick => call('/replay', post({ ...pick, dryRun: true })),

  /** @param {Pick} pick @param {{ ratePerSecond: number, canary: number }} pace @returns {Promise<import('./types.js').Replay>} */
  replay: (pick, pace) => call('/replay', post({ ...pick, ...pace })),

  /**
   * @param {Record<string, string | number | null>} filter
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Page<import('./types.js').Replay>>}
   */
  replays: (filter, signal) => call(page('/replay', filter), { signal }),

  /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Replay>} */
  replayOf: (id, signal) => call(`/replay/${encodeURIComponent(id)}`, { signal }),

  /** @param {string} id @param {'pause' | 'resume' | 'cancel'} what @returns {Promise<import('./types.js').Replay>} */
  steer: (id, what) => call(`/replay/${encodeURIComponent(id)}/${what}`, { method: 'POST' }),

  /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Story>} */
  story: (id, signal) => call(`/generation/${encodeURIComponent(id)}`, { signal }),

  /**
   * @param {Record<string, string | number | null>} filter
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Page<import('./types.js').Deed>>}
   */
  audit: (filter, signal) => call(page('/audit', filter), { signal }),
};
