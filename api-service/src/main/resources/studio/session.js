// @ts-check
// Who is signed in. The tabs of a browser share one sign-in.
import { newName } from './names.js';
import { shelf } from './shelf.js';

/**
 * @typedef {object} Pair
 * @property {string} accessToken
 * @property {string} refreshToken
 * @property {number} until when to fetch the next, milliseconds
 * @property {string} entry stays the same from signing in to signing out
 */

const KEY = 'darkroom.studio.session';
const LOCK = 'darkroom.studio.refresh';

/** The socket asks for a fresh credential 60 s before the old one ends; the same token again would not prolong it. */
const FRESH_SECONDS = 90;

/** There is nobody signed in, or not any more. */
export class SignedOut extends Error {
  code = 'UNAUTHENTICATED';
  status = 401;
}

/**
 * @param {(path: string, body: object) => Promise<any>} post without a bearer
 * @param {() => void} onEnd the sign-in has ended, here or in another tab
 */
export function createSession(post, onEnd) {
  // A refresh token serves once: used twice, it ends the sign-in. Tabs that can take turns share it; where the browser
  // has no locks (plain http from another machine) each tab signs in by itself.
  const locks = globalThis.navigator?.locks ?? null;
  const kept = shelf(locks === null ? 'sessionStorage' : 'localStorage');
  /** @type {Promise<string> | null} */
  let renewing = null;

  /** Whose pictures this page shows. */
  let mine = /** @type {Pair | null} */ (kept.read(KEY))?.entry ?? '';

  const pair = () => /** @type {Pair | null} */ (kept.read(KEY));

  /** @param {{accessToken: string, refreshToken: string, expiresIn: number}} answer @param {string} entry */
  function remember({ accessToken, refreshToken, expiresIn }, entry) {
    mine = entry;
    kept.write(KEY, { accessToken, refreshToken, until: Date.now() + (expiresIn - FRESH_SECONDS) * 1000, entry });
    return accessToken;
  }

  /** Another tab may have been quicker: then its token is taken. @param {string} stale */
  async function refresh(stale) {
    const current = pair();
    if (current === null) {
      throw new SignedOut('Nobody is signed in.');
    }
    if (current.accessToken !== stale) {
      return current.accessToken;
    }
    try {
      return remember(await post('/api/token/refresh', { refreshToken: current.refreshToken }), current.entry);
    } catch (refused) {
      if (/** @type {any} */ (refused).status === 401 || /** @type {any} */ (refused).status === 400) {
        end();
        throw new SignedOut('The sign-in has ended.');
      }
      throw refused;
    }
  }

  /** @param {string} stale the token that does not serve any more */
  function renew(stale) {
    renewing ??= Promise.resolve(locks === null ? refresh(stale) : locks.request(LOCK, () => refresh(stale)))
      .finally(() => (renewing = null));
    return renewing;
  }

  function end() {
    if (pair() !== null) {
      kept.write(KEY, null);
      mine = '';
      onEnd();
    }
  }

  globalThis.addEventListener('storage', ({ key }) => {
    const entry = key === KEY ? (pair()?.entry ?? '') : mine;
    if (entry === '' && mine !== '') {
      mine = '';
      onEnd();
    } else if (entry !== mine) {
      location.reload(); // somebody signed in, in another tab
    }
  });

  return {
    renew,
    isOpen: () => pair() !== null,

    /** A token that lives for a while yet. */
    async token() {
      const current = pair();
      if (current === null) {
        throw new SignedOut('Nobody is signed in.');
      }
      return Date.now() < current.until ? current.accessToken : renew(current.accessToken);
    },

    /** @param {string} email @param {string} password */
    async signIn(email, password) {
      remember(await post('/api/token', { email, password }), newName());
    },

    /** @param {string} email @param {string} password */
    async register(email, password) {
      await post('/api/account', { email, password });
      remember(await post('/api/token', { email, password }), newName());
    },

    signOut() {
      const current = pair();
      kept.write(KEY, null);
      mine = '';
      if (current !== null) {
        // the page has let go of it; that the server does too can wait
        post('/api/token/revoke', { refreshToken: current.refreshToken }).catch(() => {});
      }
    },
  };
}

/** @typedef {ReturnType<typeof createSession>} Session */
