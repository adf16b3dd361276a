// Closes dead letters that nothing will be done about, one by one, as the API does it, and says how far it got.
import { api } from './api.js';
import { confirm } from './confirm.js';
import { el } from './dom.js';
import { count, counted } from './format.js';
import { say } from './freshness.js';
import { Refused } from './http.js';

/** Most at a time: each is a request of its own. */
const MOST = 1_000;
const AT_ONCE = 4;

/**
 * The ids of what a filter finds, as many as can be discarded at a time.
 *
 * @param {Record<string, string>} filter
 */
export async function openOf(filter) {
  /** @type {string[]} */
  const ids = [];
  /** @type {string | null} */
  let cursor = null;
  do {
    /** @type {import('./types.js').Page<import('./types.js').Letter>} */
    const page = await api.letters({ ...filter, limit: 100, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < MOST);
  return ids.slice(0, MOST);
}

/** @param {string[]} ids @param {number} [of] how many there are, if more than can be taken */
export async function discardDialog(ids, of = ids.length) {
  if (ids.length === 0) {
    return false;
  }
  const many = counted(ids.length, 'dead letter');
  let settled = 0;
  const done = await confirm({
    title: `Discard ${many}?`,
    text: [
      'Their generations stay failed, and no replay will take them in. Owners may still retry theirs. This cannot be undone.',
      ids.length === MOST && of > MOST && `These are the newest ${count(MOST)} of ${count(of)}: no more are taken at a time.`,
    ].filter(Boolean),
    fields: [
      el('label', { for: 'reason' }, 'Reason, for the audit'),
      el('input', { id: 'reason', name: 'reason', required: true, maxlength: 500, pattern: '.*\\S.*', autocomplete: 'off', title: 'Say why, in a few words' }),
    ],
    action: `Discard ${many}`,
    act: async (form, progress) => {
      settled = await discardAll(ids, String(form.get('reason')).trim(), done => progress(`${count(done)} of ${count(ids.length)} discarded`));
    },
  });
  if (done) {
    say(settled === 0 ? `${many} discarded.` : `${counted(ids.length - settled, 'dead letter')} discarded; ${count(settled)} had been settled otherwise meanwhile.`);
  }
  return done;
}

/**
 * @param {string[]} ids
 * @param {string} reason
 * @param {(done: number) => void} progress
 * @returns {Promise<number>} how many had been settled otherwise meanwhile
 */
async function discardAll(ids, reason, progress) {
  const waiting = [...ids];
  let done = 0;
  let settled = 0;
  async function one() {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await patiently(id, reason);
      } catch (failed) {
        if (!(failed instanceof Refused && failed.code === 'NOT_REPLAYABLE')) {
          waiting.length = 0;
          throw failed;
        }
        settled += 1;
      }
      done += 1;
      progress(done);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return settled;
}

/** Repeating it changes nothing, so whoever is told to wait does. @param {string} id @param {string} reason */
async function patiently(id, reason) {
  for (;;) {
    try {
      return await api.discard(id, reason);
    } catch (failed) {
      if (!(failed instanceof Refused && failed.status === 429)) {
        throw failed;
      }
      await new Promise(resolve => setTimeout(resolve, Math.max(1, failed.retryAfterSeconds) * 1000));
    }
  }
}
