// @ts-check
// Coming in, going out, and being told that one is out.
import { toast } from './announce.js';
import { at, say } from './dom.js';
import { problemOf } from './words.js';

const ASK_AGAIN = 3_000;

/** Refused twice within this, a socket is not asked for a third time. */
const ONE_REFUSAL_IN = 60_000;

const ENDED = 'Your sign-in has ended. Sign in again; nothing is lost.';

/**
 * @param {object} parts
 * @param {import('./session.js').Session} parts.session
 * @param {import('./api.js').Api} parts.api
 * @param {import('./connection.js').ConnectionSign} parts.connection
 * @param {{start: (owner: string) => void, stop: () => void}} parts.live
 * @param {() => void} parts.begin shows what the one who came in has
 * @param {() => void} parts.clear forgets it
 * @param {(why?: string) => void} parts.ask shows the entrance
 */
export function createVisits({ session, api, connection, live, begin, clear, ask }) {
  let owner = '';
  let refusedAt = 0;
  let introducing = 0;

  const isInside = () => !at('studio').hidden;

  /** @param {boolean} inside */
  function furnish(inside) {
    at('studio').hidden = at('account').hidden = at('connection').hidden = !inside;
    document.body.classList.toggle('inside', inside);
  }

  /** Who this is, however often it takes to be told; then the page can listen. */
  async function introduce() {
    const mine = ++introducing;
    try {
      const me = await api.get('/api/account/me');
      if (mine !== introducing) {
        return; // left meanwhile
      }
      const name = me.displayName ?? me.email;
      say(at('who'), name);
      say(at('initial'), [...name][0].toUpperCase());
      owner = me.accountId;
      live.start(owner);
    } catch {
      if (session.isOpen() && mine === introducing) {
        connection.take({ state: 'waiting', retryInMillis: ASK_AGAIN });
        setTimeout(() => mine === introducing && introduce(), ASK_AGAIN);
      }
    }
  }

  /** @param {string} [why] */
  function leave(why) {
    introducing++;
    live.stop();
    if (at('menu').matches(':popover-open')) {
      at('menu').hidePopover();
    }
    clear();
    connection.reset();
    furnish(false);
    ask(why);
  }

  return {
    isInside,
    leave,
    end: () => leave(ENDED),

    async enter() {
      furnish(true);
      introduce();
      begin();
      if (matchMedia('(pointer: fine)').matches && !location.hash) {
        at('prompt').focus();
      }
    },

    /** The socket was refused. With a fresh token it may be taken; when there is none, the session says that it is over. */
    async listenAgain() {
      const again = Date.now() - refusedAt < ONE_REFUSAL_IN;
      refusedAt = Date.now();
      try {
        await session.renew(await session.token());
        again ? leave(ENDED) : live.start(owner);
      } catch (thrown) {
        session.isOpen() && toast(problemOf(thrown));
      }
    },
  };
}
