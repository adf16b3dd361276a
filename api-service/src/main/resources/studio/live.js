// @ts-check
// The page's ear: news over the WebSocket through the client that notifier-service serves, and questions instead
// while there is none.
import { askAsNobody } from './api.js';
import { toast } from './announce.js';
import { plural, short } from './words.js';

const GENERATION = 'dev.darkroom.generation.';
const TICKET = '/api/notification/ticket';

/** While no socket is open, the page asks this often. */
const ASK_EVERY = 5_000;

/** After a reconnect, events that were missed come within this. */
const CATCHING_UP = 1_200;

/** Closed for good because the sign-in does not count any more: revoked, or no ticket for it. */
const SIGN_IN_AGAIN = new Set([4401, 4403]);

/**
 * @typedef {object} Parts
 * @property {import('./session.js').Session} session
 * @property {import('./pictures.js').Pictures} pictures
 * @property {import('./unseen.js').Unseen} unseen
 * @property {import('./connection.js').ConnectionSign} connection
 * @property {(count: number) => void} onCount how many results are unseen, as the server says
 * @property {() => Promise<unknown>} onMissed something may have passed unheard: what is shown is to be read again
 * @property {() => void} onRefused
 */

/** @param {Parts} parts */
export function createLive({ session, pictures, unseen, connection, onCount, onMissed, onRefused }) {
  /** @type {any} */
  let darkroom = null;
  let turn = 0;
  let asking = 0;
  let missed = 0;
  let missedTimer = 0;
  /** Once a page was connected, what comes as a replay was missed meanwhile. */
  let wasOpen = false;

  /** @param {any} event */
  function show(event) {
    if (event.type.startsWith(GENERATION)) {
      pictures.take(event.data);
    }
  }

  /** @param {any} event @param {{replay: boolean}} arrival */
  function hear(event, { replay }) {
    show(event);
    if (!event.type.startsWith(GENERATION) && !replay) {
      toast('A webhook was switched off after repeated failures: ' + short(String(event.data.url ?? ''), 60));
    }
    unseen.take(event);
    if (replay && wasOpen) {
      missed++;
      clearTimeout(missedTimer);
      missedTimer = setTimeout(tellMissed, CATCHING_UP);
    }
  }

  function tellMissed() {
    toast(`Back again. ${plural(missed, 'result')} came meanwhile.`);
    missed = 0;
  }

  async function catchUp() {
    await Promise.allSettled([onMissed(), unseen.load(show)]);
  }

  /** @param {any} status of the client */
  function follow(status) {
    connection.take(status);
    clearInterval(asking);
    if (status.state === 'open') {
      catchUp().finally(() => (wasOpen = true));
    } else if (status.state === 'closed') {
      SIGN_IN_AGAIN.has(status.code) && onRefused();
    } else {
      asking = setInterval(() => onMissed().catch(() => {}), ASK_EVERY);
    }
  }

  /** The addresses, and the client itself, which may be away when the page is opened. @param {number} mine */
  async function clientOf(mine) {
    for (let round = 1; ; round++) {
      try {
        const { links } = await askAsNobody('/api');
        const notifier = links.ticket.slice(0, -TICKET.length);
        const again = round === 1 ? '' : '?round=' + round; // a browser may remember that an import failed
        return { notifier, client: await import(`${notifier}/client/darkroom.js${again}`) };
      } catch {
        if (mine !== turn) {
          return null;
        }
        const wait = Math.min(15_000, 500 * 2 ** round);
        follow({ state: 'waiting', retryInMillis: wait });
        await new Promise(done => setTimeout(done, wait));
      }
    }
  }

  /** @param {string} owner */
  async function start(owner) {
    const mine = ++turn;
    connection.take({ state: 'connecting' });
    const found = await clientOf(mine);
    if (found === null || mine !== turn) {
      return;
    }
    const { notifier, client } = found;
    darkroom?.close();
    unseen.open(notifier, ids => darkroom.ack(ids));
    darkroom = client.connect({
      owner,
      ticket: client.tickets(notifier, () => session.token()),
      onEvent: hear,
      onProgress: (/** @type {any} */ event) => pictures.take(event.data),
      onState: (/** @type {any} */ { unacknowledged, changes }) => {
        onCount(unacknowledged);
        changes.forEach((/** @type {{eventId: string}} */ { eventId }) => unseen.seenElsewhere(eventId));
      },
      onGap: () => catchUp(),
      onStatus: follow,
    });
  }

  return {
    start,
    stop() {
      turn++;
      clearInterval(asking);
      clearTimeout(missedTimer);
      darkroom?.close();
      clearInterval(asking);
      darkroom = null;
      wasOpen = false;
      missed = 0;
    },
  };
}
