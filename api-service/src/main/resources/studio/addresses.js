// @ts-check
// Addresses of pictures are signed, end within two hours and are not in events: they are fetched when needed.

/** Requests at once. */
const AT_ONCE = 4;
const AGAIN = 3_000;
const TRIES = 5;

/**
 * @param {import('./api.js').Api} api
 * @param {import('./pictures.js').Pictures} pictures
 */
export function createAddresses(api, pictures) {
  /** @type {Map<string, Promise<void>>} */
  const wanted = new Map();
  /** @type {(() => void)[]} */
  const waiting = [];
  let running = 0;

  /** @param {string} id */
  async function fetchOne(id) {
    for (let tries = 1; ; tries++) {
      try {
        pictures.take(await api.get('/api/generation/' + id));
        return;
      } catch (thrown) {
        const { status } = /** @type {any} */ (thrown);
        if ((status >= 400 && status < 500 && status !== 429) || tries === TRIES) {
          throw thrown;
        }
        await new Promise(done => setTimeout(done, AGAIN * tries));
      }
    }
  }

  /** @param {string} id */
  async function inTurn(id) {
    if (running >= AT_ONCE) {
      await new Promise(go => waiting.push(() => go(undefined)));
    }
    running++;
    try {
      await fetchOne(id);
    } finally {
      running--;
      wanted.delete(id);
      waiting.shift()?.();
    }
  }

  /** Reads the generation again. Whoever asks meanwhile waits for the same answer. @param {string} id */
  return function fresh(id) {
    const under = wanted.get(id) ?? inTurn(id);
    wanted.set(id, under);
    return under;
  };
}
