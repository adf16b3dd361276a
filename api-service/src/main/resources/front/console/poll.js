// Asks again and again: so long after the last answer, ever later while none comes, and not while nobody looks.
import { asking, heard, missed } from './freshness.js';
import { SignedOut } from './session.js';

const LATEST_MILLIS = 30_000;

/**
 * @template T
 * @param {object} wish
 * @param {(signal: AbortSignal) => Promise<T>} wish.load
 * @param {(data: T) => void} wish.show
 * @param {number | ((data: T) => number | null)} wish.every milliseconds to the next time; null ends it
 * @param {(failed: any) => boolean} [wish.refuse] true when this failure is the answer, and the end
 * @returns {{ now: () => void, stop: () => void }}
 */
export function poll({ load, show, every, refuse = () => false }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let request = new AbortController();
  let busy = false;
  let again = false;
  let ended = false;
  let failures = 0;

  async function turn() {
    clearTimeout(timer);
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    request = new AbortController();
    const wait = await once(request.signal).finally(() => (busy = false));
    if (ended || wait === null) {
      return;
    }
    if (again) {
      turn();
    } else if (!document.hidden) {
      timer = setTimeout(turn, wait);
    }
  }

  /** @param {AbortSignal} signal @returns {Promise<number | null>} */
  async function once(signal) {
    let data;
    try {
      data = await load(signal);
    } catch (failed) {
      if (ended || signal.aborted || failed instanceof SignedOut || refuse(failed)) {
        return null;
      }
      missed(failed.message);
      failures += 1;
      const usual = typeof every === 'number' ? every : 2_000;
      return Math.max((failed.retryAfterSeconds ?? 0) * 1000, Math.min(LATEST_MILLIS, usual * 2 ** Math.min(failures - 1, 4)));
    }
    if (ended) {
      return null;
    }
    failures = 0;
    try {
      show(data);
    } catch (fault) {
      console.error(fault); // a fault of this page; the next answer may be shown all the same
      missed('The answer cannot be shown here.');
      return LATEST_MILLIS;
    }
    heard();
    return typeof every === 'number' ? every : every(data);
  }

  function seen() {
    if (!document.hidden) {
      failures = 0;
      turn();
    } else {
      clearTimeout(timer);
    }
  }

  document.addEventListener('visibilitychange', seen);
  addEventListener('online', seen);
  asking();
  turn();
  return {
    now: turn,
    stop() {
      ended = true;
      clearTimeout(timer);
      request.abort();
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('online', seen);
    },
  };
}
