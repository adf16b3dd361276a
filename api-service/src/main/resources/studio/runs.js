// @ts-check
// Ends a run early, or begins the next one.
import { announce, toast } from './announce.js';
import { problemOf, short } from './words.js';

/**
 * @param {import('./api.js').Api} api
 * @param {import('./pictures.js').Pictures} pictures
 */
export function createRuns(api, pictures) {
  /** Whose end is no news to the one who asked for it. @type {Set<string>} */
  const cancelledHere = new Set();
  /** @type {Set<string>} */
  const busy = new Set();

  /** @param {string} id @param {'cancel' | 'retry'} what */
  async function ask(id, what) {
    if (busy.has(id)) {
      return;
    }
    busy.add(id);
    try {
      const generation = await api.post(`/api/generation/${id}/${what}`);
      pictures.take(generation);
      const done = generation.status === 'COMPLETE' ? 'Too late to cancel, it is ready: ' : 'Cancelled: ';
      announce((what === 'cancel' ? done : 'Trying again: ') + short(generation.prompt));
    } catch (thrown) {
      toast(problemOf(thrown), { label: 'Try again', act: () => ask(id, what) });
    } finally {
      busy.delete(id);
    }
  }

  return {
    /** @param {string} id */
    cancel(id) {
      cancelledHere.add(id);
      return ask(id, 'cancel');
    },
    /** @param {string} id */
    retry(id) {
      cancelledHere.delete(id);
      return ask(id, 'retry');
    },
    /** @param {string} id */
    wasCancelledHere: id => cancelledHere.has(id),
  };
}

/** @typedef {ReturnType<typeof createRuns>} Runs */
