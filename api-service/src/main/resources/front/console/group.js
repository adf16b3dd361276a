// `#/dead-letters/<fingerprint>`: one kind of failure, its dead letters, and what can be done about them.
import { api } from './api.js';
import { badge, el, facts, heading, idOf, renew, since } from './dom.js';
import { choice, pickOf, STATES, UNREPLAYABLE } from './deadLetters.js';
import { discardDialog, openOf } from './discard.js';
import { count, counted } from './format.js';
import { letterDetail, letterTone } from './letter.js';
import { poll } from './poll.js';
import { replayDialog } from './replayDialog.js';
import { Table } from './table.js';

const EVERY_MILLIS = 5_000;
const PAGE = 50;

/** @typedef {import('./types.js').Letter} Letter */

/** @param {HTMLElement} host @param {{ id: string, query: URLSearchParams }} route */
export function showGroup(host, { id: fingerprint, query }) {
  const state = query.get('state') ?? 'OPEN';
  const filter = { fingerprint, state: state === 'ALL' ? null : state, limit: PAGE };
  /** @type {Set<string>} */
  const picked = new Set();
  /** @type {Letter[]} */
  let newest = [];
  /** @type {Letter[]} */
  let older = [];
  /** @type {string | null} */
  let cursor = null;
  /** @type {import('./types.js').Group | null} the open ones */
  let open = null;

  const summary = el('div');
  const replayAll = el('button', { type: 'button', class: 'primary', hidden: true, onclick: () => open !== null && replayDialog(pickOf(open), open.count) });
  const discardAll = el('button', { type: 'button', class: 'danger', hidden: true, onclick: discardWholeGroup });
  const chosen = el('span', { class: 'soft', role: 'status' });
  const all = el('input', { type: 'checkbox', onchange: pickShown });
  const replayPicked = el('button', { type: 'button', onclick: () => replayDialog({ ids: [...picked] }, picked.size) }, 'Replay selected…');
  const discardPicked = el('button', { type: 'button', class: 'danger', onclick: () => discardThen([...picked]) }, 'Discard selected…');
  const more = el('button', { type: 'button', hidden: true, onclick: readOlder }, 'Older');
  const sample = el('details', { class: 'card' }, el('summary', {}, 'The newest in detail'));
  const sampled = el('div');
  sample.append(sampled);
  sample.addEventListener('toggle', showSample);

  const table = new Table({
    caption: 'Dead letters of the group',
    key: (/** @type {Letter} */ letter) => letter.id,
    none: state === 'OPEN' ? 'None is open any more.' : 'There are none.',
    columns: [
      { title: '', fixed: true, cell: letter => el('input', {
        type: 'checkbox', 'aria-label': `Select ${letter.id}`, disabled: letter.state !== 'OPEN', onchange: (/** @type {any} */ { target }) => pick(letter.id, target.checked) }) },
      { title: 'Dead letter', cell: letter => idOf(letter.id, `#/dead-letter/${letter.id}`) },
      { title: 'State', cell: letter => badge(letterTone(letter.state), letter.state.toLowerCase()) },
      { title: 'Generation', cell: letter => (letter.generationId === null ? '–' : idOf(letter.generationId, `#/generation/${letter.generationId}`)) },
      { title: 'Run', number: true, cell: letter => letter.run ?? '–' },
      { title: 'Replays before', number: true, cell: letter => count(letter.replayCount) },
      { title: 'Says', wide: true, cell: letter => el('span', { class: 'message' }, letter.message) },
      { title: 'First seen', cell: letter => since(letter.firstSeenAt) },
    ],
  });

  host.append(
    el('p', { class: 'back' }, el('a', { href: `#/dead-letters?state=${state}` }, '← All groups')),
    heading(['Group ', el('code', {}, fingerprint)], replayAll, discardAll),
    summary,
    sample,
    el('div', { class: 'filters' },
      choice('State', state, [...STATES, 'ALL'], value => (location.hash = `#/dead-letters/${fingerprint}?state=${value}`)),
      el('label', {}, all, ' Select all shown'), replayPicked, discardPicked, chosen),
    el('div', { class: 'card' }, table.element),
    more,
  );
  picks();

  /** @param {string} id @param {boolean} on */
  function pick(id, on) {
    picked[on ? 'add' : 'delete'](id);
    picks();
  }

  function pickShown() {
    for (const { row } of table.rows.values()) {
      const box = /** @type {HTMLInputElement} */ (row.querySelector('input[type=checkbox]'));
      if (!box.disabled) {
        box.checked = all.checked;
        picked[all.checked ? 'add' : 'delete'](/** @type {string} */ (row.dataset.key));
      }
    }
    picks();
  }

  function picks() {
    const unreplayable = open !== null && UNREPLAYABLE.includes(open.failureCode);
    replayPicked.disabled = picked.size === 0 || unreplayable;
    discardPicked.disabled = picked.size === 0;
    chosen.textContent = picked.size === 0 ? '' : `${count(picked.size)} selected`;
  }

  /** @param {[import('./types.js').Page<import('./types.js').Group>, import('./types.js').Page<import('./types.js').Group>, import('./types.js').Page<Letter>]} data */
  function show([{ items: [group] }, { items: [whole] }, page]) {
    open = group ?? null;
    const any = open ?? whole ?? null;
    const unreplayable = any !== null && UNREPLAYABLE.includes(any.failureCode);
    replayAll.hidden = open === null || unreplayable;
    discardAll.hidden = open === null;
    replayAll.textContent = `Replay all ${count(open?.count ?? 0)} open…`;
    discardAll.textContent = `Discard all ${count(open?.count ?? 0)} open…`;
    renew(summary, any === null ? el('p', {}, 'No dead letter has this fingerprint.') : facts([
      ['Failure', any.failureCode],
      ['Open', counted(open?.count ?? 0, 'dead letter')],
      ['In all states', counted(whole?.count ?? 0, 'dead letter')],
      ['First seen', since((whole ?? any).firstSeenAt)],
      ['Last seen', since((whole ?? any).lastSeenAt)],
      ['Newest says', el('span', { class: 'message' }, any.message)],
      ['Replayable', unreplayable ? 'no: no generation belongs to it. Inspect and discard.' : null],
    ]));
    newest = page.items;
    if (older.length === 0) {
      cursor = page.nextCursor;
    }
    rows();
  }

  function rows() {
    const known = new Set(newest.map(({ id }) => id));
    const letters = [...newest, ...older.filter(({ id }) => !known.has(id))];
    const still = new Set(letters.filter(letter => letter.state === 'OPEN').map(({ id }) => id));
    for (const id of [...picked].filter(each => !still.has(each))) {
      picked.delete(id);
    }
    table.update(letters);
    for (const letter of letters) {
      const box = /** @type {HTMLInputElement} */ (table.row(letter).querySelector('input'));
      box.disabled = letter.state !== 'OPEN';
      box.checked = picked.has(letter.id);
    }
    all.checked = picked.size > 0 && picked.size === still.size;
    more.hidden = cursor === null;
    sample.hidden = letters.length === 0;
    picks();
  }

  async function readOlder() {
    more.disabled = true;
    try {
      const page = await api.letters({ ...filter, cursor });
      older = [...older, ...page.items];
      cursor = page.nextCursor;
      rows();
    } finally {
      more.disabled = false;
    }
  }

  async function showSample() {
    const [letter] = newest;
    if (sample.open && letter !== undefined) {
      sampled.replaceChildren(el('p', { class: 'soft' }, 'Asking…'));
      try {
        sampled.replaceChildren(...letterDetail(await api.letter(letter.id)));
      } catch (failed) {
        sampled.replaceChildren(el('p', { class: 'problem' }, /** @type {Error} */ (failed).message));
      }
    }
  }

  async function discardWholeGroup() {
    if (open !== null) {
      const { filter: those } = pickOf(open);
      discardThen(await openOf(those));
    }
  }

  /** @param {string[]} ids */
  async function discardThen(ids) {
    await discardDialog(ids, open?.count ?? ids.length);
    older = [];
    polling.now();
  }

  const polling = poll({
    load: signal => Promise.all([
      api.groups({ fingerprint, state: 'OPEN', limit: 1 }, signal),
      api.groups({ fingerprint, limit: 1 }, signal),
      api.letters(filter, signal),
    ]),
    show,
    every: EVERY_MILLIS,
  });
  return polling.stop;
}
