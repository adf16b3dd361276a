// `#/generation/<id>`: one generation's whole story, across the services, and live while it goes on.
import { api } from './api.js';
import { attemptTable } from './attempts.js';
import { badge, el, facts, heading, idOf, renew, section, since } from './dom.js';
import { absolute, clock, counted, day, duration, size, words } from './format.js';
import { letterTone } from './letter.js';
import { Refused } from './http.js';
import { poll } from './poll.js';

const LIVE_MILLIS = 2_000;

/** Its owner may be told and see it later. */
const ENDED_MILLIS = 5_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who does it, what it is, and how good that is. @type {Record<string, [string, string, string]>} */
const HAPPENINGS = {
  accepted: ['api-service', 'Accepted', 'info'],
  'attempt-started': ['worker-service', 'Attempt began', 'info'],
  'attempt-finished': ['worker-service', 'Attempt ended', 'info'],
  'retry-scheduled': ['worker-service', 'Retry scheduled', 'warn'],
  completed: ['worker-service', 'Completed', 'good'],
  failed: ['worker-service', 'Failed', 'bad'],
  cancelled: ['api-service', 'Cancelled by its owner', 'gone'],
  retried: ['api-service', 'Begun anew by its owner', 'info'],
  replayed: ['api-service', 'Replayed by an operator', 'info'],
  'dead-letter': ['api-service', 'Became a dead letter', 'warn'],
  told: ['notifier-service', 'Told to its owner', 'info'],
  delivered: ['notifier-service', 'Delivered to a webhook', 'good'],
  undelivered: ['notifier-service', 'Given up on a webhook', 'bad'],
  acknowledged: ['notifier-service', 'Seen by its owner', 'good'],
};

/** @param {HTMLElement} host @param {{ id: string }} route */
export function showStory(host, { id }) {
  const problem = el('p', { class: 'problem', role: 'alert' });
  const input = el('input', { id: 'generation-id', name: 'id', value: id, size: 36, autocomplete: 'off', spellcheck: 'false', placeholder: '0199…' });
  const form = el('form', { class: 'filters', role: 'search' }, el('label', { for: 'generation-id' }, 'Generation id '), input, el('button', { type: 'submit' }, 'Open'));
  form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const wanted = input.value.trim().toLowerCase();
    problem.textContent = UUID.test(wanted) ? '' : 'An id looks like 01990000-0000-7000-8000-000000000000.';
    if (problem.textContent === '') {
      location.hash = `#/generation/${wanted}`;
    }
  });
  const content = el('div');
  host.append(heading('Generation'), form, problem, content);
  if (id === '') {
    content.append(el('p', { class: 'soft' }, 'Every id of a generation, wherever it is shown here, leads to its story. Logs and owners name it too.'));
    return () => {};
  }
  let seen = '';
  return poll({
    load: signal => api.story(id, signal),
    show: story => {
      if (seen !== JSON.stringify(story)) {
        seen = JSON.stringify(story);
        renew(content, ...whole(story));
      }
    },
    every: ({ generation }) => (generation.status === 'PENDING' ? LIVE_MILLIS : ENDED_MILLIS),
    refuse: failed => {
      const unknown = failed instanceof Refused && [400, 404].includes(failed.status);
      if (unknown) {
        problem.textContent = 'There is no such generation.';
      }
      return unknown;
    },
  }).stop;
}

/** @param {import('./types.js').Story} story */
function whole({ ownerId, traceId, generation: g, attempts, events, deadLetters, told }) {
  const tone = { COMPLETE: 'good', FAILED: 'bad' }[/** @type {string} */ (g.status)] ?? 'info';
  const seconds = g.completedAt === null ? null : (Date.parse(g.completedAt) - Date.parse(g.createdAt)) / 1000;
  return [
    section('How it stands',
      el('p', { class: 'prompt' }, g.prompt),
      g.negativePrompt && el('p', { class: 'prompt soft' }, `not: ${g.negativePrompt}`),
      facts([
        ['Id', el('code', {}, g.generationId)],
        ['Status', badge(tone, g.stage === null ? g.status.toLowerCase() : words(g.stage).toLowerCase())],
        ['Failure', g.failure && `${g.failure.code}: ${g.failure.message}`],
        ['Owner may retry', g.failure && (g.failure.retryable ? 'yes' : 'no')],
        ['Run', g.run],
        ['Attempts of this run', `${g.attempts.made} of ${g.attempts.max}`],
        ['Next attempt', g.attempts.nextAt && since(g.attempts.nextAt)],
        ['Owner', el('code', {}, ownerId)],
        ['Trace', el('code', {}, traceId)],
        ['Its reference', g.clientReference],
        ['Asked for', `${words(g.kind)}, ${g.count} × ${g.width} × ${g.height} px`],
        ['Model', g.model],
        ['Seed', g.seed],
        ['Flagged', g.flagged ? 'yes' : null],
        ['Accepted', since(g.createdAt)],
        ['Ended', g.completedAt && since(g.completedAt)],
        ['From first to last', seconds === null ? null : duration(seconds)],
        ['Deadline', g.status === 'PENDING' ? since(g.deadline) : null],
        ['Version', g.version],
      ])),
    section('What happened', timeline([...events, ...deadLetters.map(became), ...told.flatMap(heard)])),
    section('Attempts', attemptTable(attempts)),
    ...(g.images === null ? [] : [section('Pictures', pictures(g.images))]),
    ...(deadLetters.length === 0 ? [] : [section('Dead letters', el('ul', { class: 'rows' }, deadLetters.map(letter => el('li', {},
      idOf(letter.id, `#/dead-letter/${letter.id}`), ' ', badge(letterTone(letter.state), letter.state.toLowerCase()),
      ` run ${letter.run}, ${letter.failureCode}: `, el('span', { class: 'message' }, letter.message)))))]),
  ];
}

/** @param {import('./types.js').Letter} letter @returns {import('./types.js').Happening} */
function became({ firstSeenAt, run, failureCode, fingerprint }) {
  return { at: firstSeenAt, type: 'dead-letter', run: run ?? 1, attempt: null, detail: `${failureCode}, group ${fingerprint}` };
}

/** @param {import('./types.js').Told} told @returns {import('./types.js').Happening[]} */
function heard({ seq, type, at, acknowledgedAt, webhooks }) {
  const what = `event ${seq} of the inbox, ${type.replace(/^dev\.darkroom\./, '')}`;
  const happening = (/** @type {string} */ kind, /** @type {string | null} */ when, /** @type {string} */ detail) =>
    when === null ? [] : [{ at: when, type: kind, run: null, attempt: null, detail }];
  return [
    ...happening('told', at, what),
    ...webhooks.flatMap(({ webhookId, state, attempts, finishedAt }) => happening(
      state === 'DELIVERED' ? 'delivered' : 'undelivered', finishedAt, `${what}, to ${webhookId} after ${counted(attempts, 'attempt')}`)),
    ...happening('acknowledged', acknowledgedAt, what),
  ];
}

/** @param {import('./types.js').Happening[]} happenings */
function timeline(happenings) {
  const sorted = happenings.map((each, index) => ({ ...each, index })).sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.index - other.index);
  return el('ol', { class: 'timeline' }, sorted.map((each, index) => {
    const before = sorted[index - 1];
    const [where, what, tone] = HAPPENINGS[each.type] ?? ['', words(each.type), 'info'];
    const gap = before === undefined ? null : (Date.parse(each.at) - Date.parse(before.at)) / 1000;
    const newDay = before === undefined || day(before.at) !== day(each.at);
    return el('li', { class: each.type === 'attempt-finished' ? endTone(each.detail) : tone, 'data-type': each.type },
      newDay && el('span', { class: 'day soft' }, `${day(each.at)}, UTC`),
      el('time', { datetime: each.at, title: absolute(each.at) }, clock(each.at)),
      el('span', { class: 'gap soft' }, gap !== null && `+${duration(gap)}`),
      el('span', { class: 'where' }, where),
      el('span', { class: 'what' }, el('strong', {}, what), each.run !== null && ` run ${each.run}${each.attempt === null ? '' : `, attempt ${each.attempt}`}`,
        each.detail && el('span', { class: 'message' }, each.detail)));
  }));
}

/** @param {string | null} detail begins with the outcome */
function endTone(detail) {
  return detail?.startsWith('SUCCEEDED') ? 'good' : detail?.startsWith('RETRYABLE') ? 'warn' : detail?.startsWith('ABANDONED') ? 'gone' : 'bad';
}

/** @param {any[]} images */
function pictures(images) {
  return el('ul', { class: 'rows' }, images.map(({ imageId, url, width, height, byteSize, contentType, sha256 }) => el('li', {},
    idOf(imageId), ` ${width} × ${height} px, ${contentType}, ${size(byteSize)} `,
    /^https?:/.test(url) && el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, 'open'),
    el('code', { class: 'soft', title: 'SHA-256' }, sha256))));
}
