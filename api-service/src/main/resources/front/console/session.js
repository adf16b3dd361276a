// Who is signed in. One session for all tabs of this browser, so that a story opens in a new tab without a password;
// it ends with a sign-out, or when nobody has used the console for a day's work.
import { ask, Refused } from './http.js';

/** @typedef {{ accessToken: string, refreshToken: string, until: number, usedAt: number, email: string }} Kept */

const KEPT = 'darkroom.console.session';
const IDLE_MILLIS = 12 * 3_600_000;

/** Renewed that long before its end. */
const EARLY_MILLIS = 60_000;

/** Signed in, but no operator. */
export class NotAnOperator extends Error {
  /** @param {string} email */
  constructor(email) {
    super(`${email} is not an operator. Nothing here is open to this account.`);
  }
}

/** The session is over; whoever asks next must sign in. */
export class SignedOut extends Error {}

/** @type {Promise<unknown> | null} */
let renewing = null;

/** @returns {Kept | null} */
function kept() {
  try {
    const session = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return session !== null && Date.now() - session.usedAt < IDLE_MILLIS ? session : null;
  } catch {
    return null;
  }
}

/** @param {{ accessToken: string, refreshToken: string, expiresIn: number }} pair @param {string} email */
function keep({ accessToken, refreshToken, expiresIn }, email) {
  const at = Date.now();
  localStorage.setItem(
    KEPT,
    JSON.stringify({ accessToken, refreshToken, until: at + expiresIn * 1000 - EARLY_MILLIS, usedAt: at, email }),
  );
}

/** @returns {string | null} the address of whoever is signed in */
export function account() {
  return kept()?.email ?? null;
}

/** An operator is here: the session lives on. */
export function used() {
  const session = kept();
  if (session !== null && Date.now() - session.usedAt > 60_000) {
    localStorage.setItem(KEPT, JSON.stringify({ ...session, usedAt: Date.now() }));
  }
}

/**
 * @param {string} email
 * @param {string} password
 * @throws {NotAnOperator}
 */
export async function signIn(email, password) {
  const pair = await ask('/api/token', { method: 'POST', body: { email, password } });
  const me = await ask('/api/account/me', { bearer: pair.accessToken });
  if (!me.roles.includes('OPERATOR')) {
    await revoke(pair.refreshToken);
    throw new NotAnOperator(me.email);
  }
  keep(pair, me.email);
}

export async function signOut() {
  const session = kept();
  forget();
  if (session !== null) {
    await revoke(session.refreshToken);
  }
}

export function forget() {
  localStorage.removeItem(KEPT);
}

/** @param {() => void} listener called when another tab has signed in or out */
export function onChangeElsewhere(listener) {
  addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key === KEPT && (oldValue === null) !== (newValue === null)) {
      listener();
    }
  });
}

/**
 * An access token that is good for a while.
 *
 * @param {string} [refused] one that the API would not take
 * @returns {Promise<string>}
 * @throws {SignedOut}
 */
export async function bearer(refused = '') {
  for (;;) {
    const session = kept();
    if (session === null) {
      forget();
      throw new SignedOut();
    }
    if (Date.now() < session.until && session.accessToken !== refused) {
      return session.accessToken;
    }
    renewing ??= alone(() => renew(refused)).finally(() => (renewing = null));
    await renewing;
  }
}

/**
 * A refresh token serves once: used twice, it ends the sign-in. So tabs take turns, and who comes second finds the
 * work done.
 *
 * @param {string} refused
 */
async function renew(refused) {
  const session = kept();
  if (session === null || (Date.now() < session.until && session.accessToken !== refused)) {
    return;
  }
  try {
    keep(await ask('/api/token/refresh', { method: 'POST', body: { refreshToken: session.refreshToken } }), session.email);
  } catch (failed) {
    if (failed instanceof Refused && failed.status < 429) {
      forget();
      throw new SignedOut();
    }
    throw failed;
  }
}

/** Browsers have locks on secure origins only. @param {() => Promise<void>} work */
function alone(work) {
  return navigator.locks ? navigator.locks.request(KEPT, work) : work();
}

/** Ending a session elsewhere too is a courtesy; here it has ended already. @param {string} refreshToken */
async function revoke(refreshToken) {
  try {
    await ask('/api/token/revoke', { method: 'POST', body: { refreshToken } });
  } catch {
    // it ends by itself
  }
}
