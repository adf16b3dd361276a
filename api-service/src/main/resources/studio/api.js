// @ts-check
// Calls of the public API: problems become errors with their code, a token that has expired is renewed once.

/** Longer than the server takes for anything. */
const PATIENCE = 30_000;

/** The server said no, as `application/problem+json`. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {any} body
   * @param {number} retryAfter seconds, 0 when the server named none
   */
  constructor(status, body, retryAfter) {
    super(body?.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.code = /** @type {string} */ (body?.code ?? 'UNKNOWN');
    this.errors = /** @type {{field: string, code: string, message: string}[]} */ (body?.errors ?? []);
    this.retryAfter = retryAfter;
  }
}

/** Nothing came back: what was asked may have happened or not. */
export class NoAnswer extends Error {
  code = 'NO_ANSWER';
  status = 0;
}

/** How far the server's clock is ahead of ours, milliseconds. */
let ahead = 0;

/** The server's time: deadlines and waits are told in it. */
export const serverNow = () => Date.now() + ahead;

/**
 * @param {string} address
 * @param {RequestInit} request
 * @returns {Promise<any>} the body, null when there is none
 */
async function ask(address, request) {
  /** @type {Response} */
  let answer;
  let body;
  try {
    answer = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) });
    const text = await answer.text();
    body = text === '' ? null : readable(text);
  } catch (broken) {
    throw new NoAnswer('No answer from ' + new URL(address, location.href).host, { cause: broken });
  }
  const date = Date.parse(answer.headers.get('Date') ?? '');
  if (!Number.isNaN(date) && Math.abs(date - serverNow()) > 2000) {
    ahead = date - Date.now();
  }
  if (!answer.ok) {
    throw new Problem(answer.status, body, Number(answer.headers.get('Retry-After')) || 0);
  }
  return body;
}

/** @param {string} text */
function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's own page
  }
}

/** Calls nobody has to be signed in for. @param {string} path @param {object} [body] */
export function askAsNobody(path, body) {
  return ask(path, body === undefined ? {} : posted(body));
}

/** @param {object} [body] @param {Record<string, string>} [headers] @returns {RequestInit} */
function posted(body, headers = {}) {
  return body === undefined
    ? { method: 'POST', headers }
    : { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** @param {import('./session.js').Session} session */
export function createApi(session) {
  /** @param {string} address @param {RequestInit} request */
  async function asOwner(address, request) {
    const token = await session.token();
    try {
      return await ask(address, bearing(token, request));
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 401) {
        throw thrown;
      }
      return ask(address, bearing(await session.renew(token), request));
    }
  }

  return {
    /** @param {string} address */
    get: address => asOwner(address, {}),
    /** @param {string} address @param {object} [body] @param {Record<string, string>} [headers] */
    post: (address, body, headers) => asOwner(address, posted(body, headers)),
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */

/** @param {string} token @param {RequestInit} request @returns {RequestInit} */
function bearing(token, request) {
  return { ...request, headers: { ...request.headers, Authorization: 'Bearer ' + token } };
}
