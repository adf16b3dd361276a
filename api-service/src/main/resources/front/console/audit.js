// `#/audit`: who did what, when.
import { api } from './api.js';
import { el, heading, idOf } from './dom.js';
import { absolute } from './format.js';
import { poll } from './poll.js';
import { Table } from './table.js';

const EVERY_MILLIS = 10_000;
const PAGE = 50;

/** @typedef {import('./types.js').Deed} Deed */

/** @param {HTMLElement} host */
export function showAudit(host) {
  /** Nothing that was written down ever changes. @type {Map<string, Deed>} */
  const deeds = new Map();
  /** Where the oldest page ends; undefined before the first. @type {string | null | undefined} */
  let cursor;
  const more = el('button', { type: 'button', hidden: true, onclick: readOlder }, 'Older');
  const table = new Table({
    caption: 'What operators did, the newest first',
    key: (/** @type {Deed} */ deed) => deed.id,
    none: 'No operator has changed anything yet.',
    columns: [
      { title: 'When', cell: ({ at }) => el('time', { datetime: at }, absolute(at)) },
      { title: 'Who', cell: ({ actorEmail, actorId }) => actorEmail ?? idOf(actorId) },
      { title: 'Did', cell: ({ action }) => action },
      { title: 'To', cell: ({ action, subject }) => idOf(subject, address(action, subject)) },
      { title: 'Detail', wide: true, cell: ({ detail }) => el('span', { class: 'message' }, Object.entries(detail).map(([name, value]) =>
        `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ')) },
    ],
  });
  host.append(heading('Audit'), el('div', { class: 'card' }, table.element), more);

  /** @param {Deed[]} items */
  function add(items) {
    for (const deed of items) {
      deeds.set(deed.id, deed);
    }
    // ids sort by time
    table.update([...deeds.values()].sort((one, other) => (one.id < other.id ? 1 : -1)));
    more.hidden = cursor === null;
  }

  async function readOlder() {
    more.disabled = true;
    try {
      const page = await api.audit({ limit: PAGE, cursor });
      cursor = page.nextCursor;
      add(page.items);
    } finally {
      more.disabled = false;
    }
  }

  return poll({
    load: signal => api.audit({ limit: PAGE }, signal),
    show: page => {
      cursor = cursor === undefined ? page.nextCursor : cursor;
      add(page.items);
    },
    every: EVERY_MILLIS,
  }).stop;
}

/** @param {string} action @param {string} subject */
function address(action, subject) {
  return action.startsWith('replay.') ? `#/replay/${subject}` : action.startsWith('dead_letter.') ? `#/dead-letter/${subject}` : null;
}
