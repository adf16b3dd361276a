// `#/replays` and `#/replay/<id>`: how far each replay is, live, and pause, resume, cancel.
import { api } from './api.js';
import { confirm } from './confirm.js';
import { badge, el, facts, heading, idOf, renew, since } from './dom.js';
import { count, counted, duration } from './format.js';
import { say } from './freshness.js';
import { Refused } from './http.js';
import { poll } from './poll.js';
import { Table } from './table.js';

const LIVE_MILLIS = 1_000;
const PAUSED_MILLIS = 5_000;
const LIST_MILLIS = 5_000;

/** @typedef {import('./types.js').Replay} Replay */

const TONES = { RUNNING: 'info', PAUSED: 'warn', DONE: 'good', CANCELLED: 'gone', STOPPED: 'bad' };

/** @param {Replay} replay */
const waiting = ({ total, done, failed }) => total - done - failed;

/** @param {Replay} replay */
const ended = ({ state }) => state !== 'RUNNING' && state !== 'PAUSED';

/** What goes on, in a sentence. @param {Replay} replay */
function meaning(replay) {
  const { state, done, failed, canary, ratePerSecond, total } = replay;
  const left = waiting(replay);
  switch (state) {
    case 'RUNNING':
      if (left > 0 && canary > 0 && done >= Math.min(canary, total)) {
        return done === canary
          ? `${counted(canary, 'canary', 'canaries')} ${canary === 1 ? 'is' : 'are'} under way; the other ${count(left)} follow when all brought a picture.`
          : `The canaries brought their pictures. ${counted(left, 'run')} to begin, ${duration(Math.ceil(left / ratePerSecond))} at least.`;
      }
      return left === 0 ? 'All have begun; the canaries are awaited.' : `${counted(left, 'run')} to begin, ${duration(Math.ceil(left / ratePerSecond))} at least.`;
    case 'PAUSED':
      return `No new run begins. ${counted(left, 'dead letter')} ${left === 1 ? 'waits' : 'wait'}.`;
    case 'DONE':
      return `${counted(done, 'new run')} begun${failed === 0 ? '' : `, ${count(failed)} left out`}. How each ends is its generation's own story.`;
    case 'CANCELLED':
      return `${counted(left, 'dead letter')} that had not begun ${left === 1 ? 'is' : 'are'} open again. What had begun went on.`;
    case 'STOPPED':
      return `A canary failed. ${counted(left, 'dead letter')} ${left === 1 ? 'is' : 'are'} open again; the cause is not mended yet.`;
    default:
      return '';
  }
}

/** @param {Replay} replay */
function bar({ total, done, failed, state }) {
  const share = total === 0 ? 100 : Math.floor(((done + failed) / total) * 100);
  return [
    el('progress', { max: Math.max(1, total), value: total === 0 ? 1 : done + failed, class: TONES[state], 'aria-label': 'Begun or left out' }),
    el('span', { class: 'figure' }, `${share} %`),
  ];
}

/** A running replay in one line, for the overview. @param {Replay} replay */
export function replayLine(replay) {
  return el('p', { class: 'card line' }, badge(TONES[replay.state], replay.state.toLowerCase()), ' ',
    el('a', { href: `#/replay/${replay.replayId}` }, 'Replay'), ` of ${counted(replay.total, 'generation')} `, ...bar(replay));
}

/** @param {HTMLElement} host @param {{ id: string }} route */
export function showReplay(host, { id }) {
  /** @type {Replay | null} */
  let current = null;
  const content = el('div', { class: 'replay card' });
  const pause = button('Pause', 'pause');
  const resume = button('Resume', 'resume', 'primary');
  const cancel = el('button', { type: 'button', class: 'danger', hidden: true, onclick: cancelled }, 'Cancel…');
  const problem = el('p', { class: 'problem', role: 'alert' });
  host.append(el('p', { class: 'back' }, el('a', { href: '#/replays' }, '← All replays')),
    heading(['Replay ', idOf(id)], pause, resume, cancel), problem, content);

  /** @param {string} text @param {'pause' | 'resume'} what @param {string | null} [how] */
  function button(text, what, how = null) {
    return el('button', { type: 'button', class: how, hidden: true, onclick: async () => {
      problem.textContent = '';
      try {
        show(await api.steer(id, what));
      } catch (failed) {
        problem.textContent = /** @type {Error} */ (failed).message;
      }
      polling.now();
    } }, text);
  }

  async function cancelled() {
    if (current === null) {
      return;
    }
    const left = waiting(current);
    await confirm({
      title: 'Cancel this replay?',
      text: [`${counted(left, 'dead letter')} that ${left === 1 ? 'waits is' : 'wait are'} open again. ${counted(current.done, 'run')} that ${current.done === 1 ? 'has' : 'have'} begun ${current.done === 1 ? 'goes' : 'go'} on.`],
      action: `Cancel, and leave ${count(left)} open`,
      act: async () => show(await api.steer(id, 'cancel')),
    });
    polling.now();
  }

  /** @param {Replay} replay */
  function show(replay) {
    if (current !== null && current.state !== replay.state) {
      say(`The replay is ${replay.state.toLowerCase()}.`);
    }
    current = replay;
    offer([[pause, replay.state === 'RUNNING'], [resume, replay.state === 'PAUSED'], [cancel, !ended(replay)]], host.querySelector('h1'));
    renew(
      content,
      el('p', { class: 'line' }, badge(TONES[replay.state], replay.state.toLowerCase()), ' ', meaning(replay)),
      el('p', { class: 'line' }, ...bar(replay)),
      facts([
        ['Taken in', counted(replay.total, 'dead letter')],
        ['Begun', counted(replay.done, 'new run')],
        ['Left out', `${count(replay.failed)}${replay.failed === 0 ? '' : ': their generations may not run again'}`],
        [ended(replay) && replay.state !== 'DONE' ? 'Open again' : 'Waiting', counted(waiting(replay), 'dead letter')],
        ['Canaries', count(replay.canary)],
        ['Rate', `${counted(replay.ratePerSecond, 'run')} a second`],
        ['Started', since(replay.createdAt)],
        ['Ended', replay.finishedAt && since(replay.finishedAt)],
        ['Took', replay.finishedAt && duration((Date.parse(replay.finishedAt) - Date.parse(replay.createdAt)) / 1000)],
        ['Asked for by', el('code', {}, replay.requestedBy)],
      ]),
    );
  }

  const polling = poll({
    load: signal => api.replayOf(id, signal),
    show,
    every: replay => (ended(replay) ? null : replay.state === 'PAUSED' ? PAUSED_MILLIS : LIVE_MILLIS),
    refuse: failed => {
      const unknown = failed instanceof Refused && [400, 404].includes(failed.status);
      if (unknown) {
        content.replaceChildren(el('p', {}, 'There is no such replay.'));
      }
      return unknown;
    },
  });
  return polling.stop;
}

/**
 * Shows the buttons that make sense. One that vanishes under the keyboard's focus hands it on.
 *
 * @param {[HTMLElement, boolean][]} buttons
 * @param {HTMLElement} otherwise
 */
function offer(buttons, otherwise) {
  const focused = buttons.find(([button]) => button === document.activeElement);
  for (const [button, shown] of buttons) {
    button.hidden = !shown;
  }
  if (focused !== undefined && !focused[1]) {
    (buttons.find(([, shown]) => shown)?.[0] ?? otherwise).focus();
  }
}

/** @param {HTMLElement} host */
export function showReplays(host) {
  const table = new Table({
    caption: 'Replays, the newest first',
    key: (/** @type {Replay} */ replay) => replay.replayId,
    none: 'Nothing has been replayed yet. A replay begins at a group of dead letters.',
    columns: [
      { title: 'Replay', cell: replay => idOf(replay.replayId, `#/replay/${replay.replayId}`) },
      { title: 'State', cell: replay => badge(TONES[replay.state], replay.state.toLowerCase()) },
      { title: 'Progress', cell: bar },
      { title: 'Taken in', number: true, cell: replay => count(replay.total) },
      { title: 'Begun', number: true, cell: replay => count(replay.done) },
      { title: 'Left out', number: true, cell: replay => count(replay.failed) },
      { title: 'Canaries', number: true, cell: replay => count(replay.canary) },
      { title: 'Rate', number: true, cell: replay => `${count(replay.ratePerSecond)} /s` },
      { title: 'Started', cell: replay => since(replay.createdAt) },
      { title: 'Ended', cell: replay => since(replay.finishedAt) },
    ],
  });
  host.append(heading('Replays'), el('div', { class: 'card' }, table.element));
  return poll({ load: signal => api.replays({ limit: 50 }, signal), show: ({ items }) => table.update(items), every: LIST_MILLIS }).stop;
}
