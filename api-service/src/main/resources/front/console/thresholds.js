// When a number deserves attention. Pure. docs/console.md tells the same.

import { counted, duration, words } from './format.js';

/** @typedef {'good' | 'warn' | 'bad'} Tone */
/** @typedef {{ tone: Tone, text: string, href: string }} Concern */

/** Seconds, but for the lag, which counts records. From the first on a warning, from the second on an alarm. */
export const LIMITS = {
  pendingAge: [60, 300],
  outboxAge: [5, 30],
  lag: [1_000, 10_000],
};

/** A worker's lease: silent for longer, and others take its jobs. `darkroom.worker.lease.lasts` */
export const LEASE_SECONDS = 10;

/** A worker beats every 2 s; two beats missed are worth a look. */
const QUIET_SECONDS = 6;

/** @param {number} value @param {number[]} limits @returns {Tone} */
export function tone(value, [warn, bad]) {
  return value >= bad ? 'bad' : value >= warn ? 'warn' : 'good';
}

/**
 * @param {import('./types.js').Worker} worker
 * @param {number} at
 * @returns {{ tone: Tone | 'gone', text: string, silent: number }}
 */
export function presence(worker, at) {
  const silent = Math.max(0, (at - Date.parse(worker.beatAt)) / 1000);
  if (worker.goneAt !== null) {
    return { tone: 'gone', text: 'gone', silent };
  }
  if (silent >= LEASE_SECONDS) {
    return { tone: 'bad', text: 'silent', silent };
  }
  return silent >= QUIET_SECONDS ? { tone: 'warn', text: 'late', silent } : { tone: 'good', text: 'present', silent };
}

/** @param {string} state @returns {Tone} */
export function breakerTone(state) {
  return state === 'CLOSED' ? 'good' : state === 'HALF_OPEN' ? 'warn' : 'bad';
}

/**
 * What an operator should look at, the worst first.
 *
 * @param {import('./types.js').Overview} overview
 * @param {import('./types.js').Worker[]} workers
 * @param {import('./types.js').Replay | null} replay
 * @param {number} at
 * @returns {Concern[]}
 */
export function concerns({ pending, outbox, breakers, deadLetters, consumerLag }, workers, replay, at) {
  /** @type {Concern[]} */
  const found = [];
  const add = (/** @type {Tone} */ how, /** @type {string} */ text, href = '#/overview') => {
    if (how !== 'good') {
      found.push({ tone: how, text, href });
    }
  };
  if (!workers.some(worker => presence(worker, at).tone === 'good')) {
    add('bad', 'No worker is present: nothing is painted.');
  }
  for (const worker of workers) {
    const { tone: how, silent } = presence(worker, at);
    if (how === 'bad' || how === 'warn') {
      add(how, `Worker ${worker.name} has been silent for ${duration(silent)}, with ${counted(worker.jobsInHand, 'job')} in hand.`);
    }
  }
  for (const { backend, states } of backends(breakers)) {
    for (const { state, reason, workers: many } of states) {
      add(breakerTone(state), `AI backend ${backend}: breaker ${words(state).toLowerCase()}${reason ? `, ${words(reason).toLowerCase()}` : ''} on ${counted(many, 'worker')}.`);
    }
  }
  if (pending.oldestSince !== null) {
    const age = (at - Date.parse(pending.oldestSince)) / 1000;
    add(tone(age, LIMITS.pendingAge), `The oldest pending generation has waited ${duration(age)}.`, `#/generation/${pending.oldestGenerationId}`);
  }
  add(tone(outbox.oldestAgeSeconds, LIMITS.outboxAge), `The outbox is ${duration(outbox.oldestAgeSeconds)} behind, with ${counted(outbox.pending, 'record')} due.`);
  if (consumerLag !== null) {
    add(tone(consumerLag, LIMITS.lag), `Consumers are ${counted(consumerLag, 'record')} behind.`);
  }
  const open = Object.values(deadLetters).reduce((sum, many) => sum + many, 0);
  if (open > 0) {
    add('warn', `${counted(open, 'dead letter')} open.`, '#/dead-letters');
  }
  if (replay !== null && replay.state === 'PAUSED') {
    add('warn', 'A replay is paused; no other can start.', `#/replay/${replay.replayId}`);
  }
  return found.sort((one, other) => Number(other.tone === 'bad') - Number(one.tone === 'bad'));
}

/**
 * What the workers think of each AI server, those of one opinion together.
 *
 * @param {import('./types.js').Breaker[]} breakers
 */
export function backends(breakers) {
  /** @type {Map<string, Map<string, { state: string, reason: string | null, workers: number }>>} */
  const byName = new Map();
  for (const { backend, state, reason } of breakers) {
    const opinions = byName.get(backend) ?? new Map();
    byName.set(backend, opinions);
    const opinion = opinions.get(`${state} ${reason}`) ?? { state, reason, workers: 0 };
    opinions.set(`${state} ${reason}`, { ...opinion, workers: opinion.workers + 1 });
  }
  return [...byName].map(([backend, opinions]) => ({ backend, states: [...opinions.values()] }));
}
