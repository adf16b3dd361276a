// Begins a replay: first dry, so that what is confirmed is a number and not a hope; then with canaries and a rate.
import { api } from './api.js';
import { asDialog } from './confirm.js';
import { el } from './dom.js';
import { count, counted, duration, short } from './format.js';

/** The bounds of the API. */
const FASTEST = 500;
const MOST_CANARIES = 100;

/** What an AI server that has just come back can be trusted with. */
const USUAL_RATE = 10;
const USUAL_CANARIES = 3;

/**
 * @param {import('./api.js').Pick} pick
 * @param {number} expected how many the page has just shown
 */
export async function replayDialog(pick, expected) {
  const found = el('div', { role: 'status' }, el('p', {}, `Trying ${counted(expected, 'dead letter')} dry…`));
  const problem = el('p', { class: 'problem', role: 'alert' });
  const canary = el('input', { id: 'canary', name: 'canary', type: 'number', min: 0, max: MOST_CANARIES, value: 0, required: true, inputmode: 'numeric', 'aria-describedby': 'canary-note' });
  const rate = el('input', { id: 'rate', name: 'rate', type: 'number', min: 1, max: FASTEST, value: USUAL_RATE, required: true, inputmode: 'numeric' });
  const estimate = el('p', { class: 'soft' });
  const cancel = el('button', { type: 'button' }, 'Cancel');
  const go = el('button', { type: 'submit', class: 'danger', disabled: true }, 'Replay');
  const form = el('form', { method: 'dialog', novalidate: false },
    el('h2', { id: 'replay-title' }, 'Replay'),
    found,
    el('div', { class: 'fields' },
      el('div', {}, el('label', { for: 'canary' }, 'Canaries first'), canary),
      el('div', {}, el('label', { for: 'rate' }, 'New runs a second'), rate)),
    el('p', { id: 'canary-note', class: 'soft' }, 'Canaries go first, and the others follow only when all of them brought a picture. 0 for none.'),
    estimate,
    problem,
    el('div', { class: 'buttons' }, cancel, go));
  let total = 0;
  let acting = false;

  function estimated() {
    const perSecond = Number(rate.value);
    estimate.textContent = total > 0 && rate.checkValidity()
      ? `${counted(total, 'new run')} at ${counted(perSecond, 'run')} a second: ${duration(Math.ceil(total / perSecond))} at least.` : '';
  }
  rate.addEventListener('input', estimated);

  const started = await asDialog(form, 'replay-title', close => {
    cancel.addEventListener('click', () => acting || close(null));
    form.addEventListener('submit', async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (acting || total === 0 || !form.reportValidity()) {
        return;
      }
      acting = go.disabled = true;
      problem.replaceChildren();
      try {
        close(await api.replay(pick, { ratePerSecond: Number(rate.value), canary: Number(canary.value) }));
      } catch (failed) {
        problem.replaceChildren(...complaint(failed));
        go.disabled = false;
      } finally {
        acting = false;
      }
    });
    tryDry();
    return () => acting;
  });
  if (started) {
    location.hash = `#/replay/${started.replayId}`;
  }

  async function tryDry() {
    try {
      const dry = await api.dryRun(pick);
      total = dry.total;
      canary.value = String(Math.min(USUAL_CANARIES, Math.max(0, total - 1)));
      found.replaceChildren(...whatWouldGo(dry));
      go.textContent = total === 0 ? 'Nothing to replay' : `Replay ${counted(total, 'generation')}`;
      go.disabled = total === 0;
      estimated();
    } catch (failed) {
      found.replaceChildren(el('p', {}, 'The dry run failed.'));
      problem.replaceChildren(...complaint(failed));
    }
  }
}

/** @param {{ total: number, sample: import('./types.js').Letter[] }} dry */
function whatWouldGo({ total, sample }) {
  if (total === 0) {
    return [el('p', {}, 'Dry run: none of them is open any more. A replay would take nothing in.')];
  }
  const more = total - sample.length;
  return [
    el('p', {}, 'Dry run: ', el('strong', {}, counted(total, 'dead letter')), ' would be taken in, and a new run begun for each. Each is one more call to the AI server, at least.'),
    el('details', {}, el('summary', {}, `The first ${count(Math.min(total, sample.length))}, in their order`),
      el('ul', { class: 'sample' }, sample.map(({ generationId, run, replayCount, message }) => el('li', {},
        el('code', { title: generationId }, short(generationId ?? '')), ` run ${run}, ${counted(replayCount, 'replay')} before: `,
        el('span', { class: 'message' }, message))), more > 0 && el('li', { class: 'soft' }, `and ${count(more)} more`))),
  ];
}

/** @param {any} failed */
function complaint(failed) {
  return failed.code === 'REPLAY_RUNNING'
    ? ['Another replay is running or paused. ', el('a', { href: '#/replays', onclick: (/** @type {any} */ { target }) => target.closest('dialog').close() }, 'Look at it'), ', then try again.']
    : [failed.message];
}
