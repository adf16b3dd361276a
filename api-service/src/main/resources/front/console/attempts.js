// The calls to the AI server that were made for one generation.
import { badge, el } from './dom.js';
import { absolute, clock, duration } from './format.js';
import { Table } from './table.js';

/** @param {string | null} outcome */
export function outcomeTone(outcome) {
  return { SUCCEEDED: 'good', RETRYABLE: 'warn', ABANDONED: 'gone' }[outcome ?? ''] ?? (outcome === null ? 'info' : 'bad');
}

/** @param {import('./types.js').Attempt[]} attempts */
export function attemptTable(attempts) {
  const longest = Math.max(1, ...attempts.map(({ durationMillis }) => durationMillis ?? 0));
  const table = new Table({
    caption: 'Attempts',
    key: (/** @type {import('./types.js').Attempt} */ attempt) => String(attempt.number),
    none: 'No AI server was asked.',
    columns: [
      { title: 'Attempt', number: true, cell: ({ number }) => number },
      { title: 'Run', number: true, cell: ({ run }) => run },
      { title: 'Began (UTC)', cell: ({ startedAt }) => el('time', { datetime: startedAt, title: absolute(startedAt) }, clock(startedAt)) },
      { title: 'Took', number: true, cell: ({ durationMillis }) => durationMillis === null ? '–'
        : [duration(durationMillis / 1000), el('meter', { min: 0, max: longest, value: durationMillis, 'aria-hidden': 'true' })] },
      { title: 'Outcome', cell: ({ outcome }) => badge(outcomeTone(outcome), outcome === null ? 'running' : outcome.toLowerCase()) },
      { title: 'Charged', cell: ({ charged }) => (charged ? 'yes' : 'no') },
      { title: 'Backend', cell: ({ backend }) => backend ?? '–' },
      { title: 'HTTP', number: true, cell: ({ httpStatus }) => httpStatus ?? '–' },
      { title: 'Error', wide: true, cell: ({ errorCode, message }) => errorCode === null && message === null ? '–'
        : el('span', { class: 'message' }, [errorCode, message].filter(Boolean).join(': ')) },
    ],
  });
  table.update(attempts);
  return table.element;
}
