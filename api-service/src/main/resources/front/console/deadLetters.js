// `#/dead-letters`: failures by kind, the largest first.
import { api } from './api.js';
import { el, heading, since } from './dom.js';
import { count } from './format.js';
import { poll } from './poll.js';
import { replayDialog } from './replayDialog.js';
import { Table } from './table.js';

const EVERY_MILLIS = 5_000;
export const STATES = ['OPEN', 'REPLAYING', 'REPLAYED', 'DISCARDED', 'SUPERSEDED'];
const CODES = [
  'AI_SERVER_REFUSED',
  'ATTEMPTS_EXHAUSTED',
  'DEADLINE_EXCEEDED',
  'MODERATION_UNAVAILABLE',
  'UNREADABLE_RECORD',
  'UNKNOWN_GENERATION',
];

/** What can be inspected and discarded, but not replayed: no generation belongs to it. */
export const UNREPLAYABLE = ['UNREADABLE_RECORD', 'UNKNOWN_GENERATION'];

/** @param {HTMLElement} host @param {{ query: URLSearchParams }} route */
export function showDeadLetters(host, { query }) {
  const state = query.get('state') ?? 'OPEN';
  const code = query.get('code') ?? '';
  const filter = { state: state === 'ALL' ? null : state, failureCode: code, limit: 100 };
  /** @param {string} name @param {string} value */
  const choose = (name, value) => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    location.hash = `#/dead-letters?${next}`;
  };
  const more = el('p', { class: 'soft', hidden: true }, 'Only the 100 largest groups are shown.');
  const table = groupTable(state);
  host.append(
    heading('Dead letters'),
    el('div', { class: 'filters' },
      choice('State', state, [...STATES, 'ALL'], value => choose('state', value)),
      choice('Failure code', code, ['', ...new Set([...CODES, ...(code === '' ? [] : [code])])], value => choose('code', value))),
    el('div', { class: 'card' }, table.element),
    more,
  );
  const polling = poll({
    load: signal => api.groups(filter, signal),
    show: ({ items, nextCursor }) => {
      table.update(items);
      more.hidden = nextCursor === null;
    },
    every: EVERY_MILLIS,
  });
  return polling.stop;
}

/** @param {string} name @param {string} value @param {string[]} values @param {(value: string) => void} chosen */
export function choice(name, value, values, chosen) {
  const select = el('select', { onchange: (/** @type {any} */ { target }) => chosen(target.value) },
    values.map(each => el('option', { value: each, selected: each === value }, each === '' ? 'ANY' : each)));
  return el('label', {}, `${name} `, select);
}

/** @param {string} state */
function groupTable(state) {
  const address = (/** @type {import('./types.js').Group} */ { fingerprint }) => `#/dead-letters/${fingerprint}?state=${state}`;
  return new Table({
    caption: 'Groups of dead letters',
    key: group => group.fingerprint,
    none: state === 'OPEN' ? 'No dead letter is open.' : 'There are none.',
    columns: [
      { title: 'Count', number: true, cell: group => el('a', { href: address(group), 'aria-label': `${count(group.count)}: open the group` }, count(group.count)) },
      { title: 'Failure', cell: group => [el('a', { href: address(group) }, group.failureCode), el('code', { class: 'soft', title: 'fingerprint' }, group.fingerprint)] },
      { title: 'Newest says', wide: true, cell: group => el('span', { class: 'message' }, group.message) },
      { title: 'First seen', cell: group => since(group.firstSeenAt) },
      { title: 'Last seen', cell: group => since(group.lastSeenAt) },
      ...(state === 'OPEN' ? [{
        title: 'Again', cell: (/** @type {import('./types.js').Group} */ group) => UNREPLAYABLE.includes(group.failureCode) ? el('span', { class: 'soft' }, 'not replayable')
          : el('button', { type: 'button', 'aria-label': `Replay the group ${group.fingerprint}`, onclick: () => replayDialog(pickOf(group), group.count) }, 'Replay…'),
      }] : []),
    ],
  });
}

/**
 * The open ones of a group, and none that come after it was last looked at: what is tried dry is what is run.
 *
 * @param {import('./types.js').Group} group
 */
export function pickOf({ fingerprint, lastSeenAt }) {
  const to = new Date(Date.parse(lastSeenAt) + 1).toISOString();
  return { filter: { state: 'OPEN', fingerprint, to } };
}
