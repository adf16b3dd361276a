// One request to the API, and the two ways in which it can fail.
import { learn } from './clock.js';

/** Nothing an operator asks for takes longer; what does is no answer. */
const PATIENCE_MILLIS = 10_000;

/** The API answered, and said no. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {{ code?: string, title?: string, detail?: string, errors?: { field: string, message: string }[] }} problem
   * @param {number} retryAfterSeconds 0 when the answer named none
   */
  constructor(status, problem, retryAfterSeconds) {
    const fields = (problem.errors ?? []).map(({ field, message }) => `${field}: ${message}`).join(' ');
    super([problem.detail ?? problem.title ?? `The API answered ${status}.`, fields].filter(Boolean).join(' '));
    this.status = status;
    this.code = problem.code ?? '';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer at all, or none that the API would give. */
export class Unanswered extends Error {
  constructor() {
    super('The API does not answer.');
  }
}

/**
 * @param {string} path
 * @param {{ method?: string, body?: unknown, bearer?: string, signal?: AbortSignal }} [request]
 * @returns {Promise<any>} the answer's JSON; null when it has no body
 */
export async function ask(path, { method = 'GET', body, bearer, signal } = {}) {
  const patience = AbortSignal.timeout(PATIENCE_MILLIS);
  let answer;
  let text;
  try {
    answer = await fetch(path, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    text = await answer.text();
  } catch (broken) {
    if (signal?.aborted) {
      throw broken;
    }
    throw new Unanswered();
  }
  const said = json(text);
  if (!answer.ok) {
    throw new Refused(answer.status, said ?? {}, Number(answer.headers.get('Retry-After')) || 0);
  }
  if (text !== '' && said === undefined) {
    throw new Unanswered(); // a proxy's page
  }
  learn(answer.headers.get('Date'));
  return said ?? null;
}

/** @param {string} text */
function json(text) {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
