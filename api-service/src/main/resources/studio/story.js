// @ts-check
// The facts of one generation, and what happened to it.
import { make } from './dom.js';
import { beganAt, bytes, clockTime, duration, plural, setback } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */
/** @typedef {import('./types.js').Image} Image */
/** @typedef {import('./types.js').Moment} Moment */

const MOMENTS = /** @type {Record<string, string>} */ ({
  accepted: 'Accepted',
  'attempt-started': 'Sent to the image server',
  'attempt-finished': 'Answered',
  'retry-scheduled': 'To be tried again',
  completed: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled by you',
  retried: 'Started again by you',
  replayed: 'Started again by the operators',
});

/** @param {string | null} from @param {string | null} to */
function between(from, to) {
  return from === null || to === null ? null : duration(Date.parse(to) - Date.parse(from));
}

/**
 * @param {Generation} generation
 * @param {Image | undefined} image the one looked at
 * @returns {HTMLElement}
 */
export function facts(generation, image) {
  const { createdAt, startedAt, completedAt, attempts, run, width, height, model, negativePrompt, status } = generation;
  const seed = image?.seed ?? generation.seed;
  const waited = run === 1 ? between(createdAt, startedAt) : null;
  /** Where nothing was waited for, one time says all. */
  const inParts = waited !== null && waited !== '0.0 s';
  /** @type {[string, string | null][]} */
  const all = [
    ['Asked for', new Date(createdAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })],
    [status === 'COMPLETE' ? 'Took' : 'Ended after', status === 'PENDING' ? null : between(beganAt(generation), completedAt)],
    ['Waited', inParts ? waited : null],
    ['Developed in', inParts && status === 'COMPLETE' ? between(startedAt, completedAt) : null],
    ['Gives up at', status === 'PENDING' ? clockTime(generation.deadline) : null],
    ['Size', `${image?.width ?? width} × ${image?.height ?? height}`],
    ['File', image === undefined ? null : `${image.contentType.replace('image/', '').toUpperCase()}, ${bytes(image.byteSize)}`],
    ['Seed', seed === null ? null : String(seed)],
    ['Model', model === 'default' ? null : model],
    ['Left out', negativePrompt],
    ['Attempts', attempts.made > 1 || status !== 'COMPLETE' ? `${attempts.made} of ${attempts.max}` : null],
    ['Started', run > 1 ? plural(run, 'time') : null],
  ];
  const list = make('dl', { class: 'facts' });
  for (const [name, value] of all) {
    if (value !== null) {
      list.append(make('div', {}, make('dt', {}, name), make('dd', {}, value)));
    }
  }
  return list;
}

/** @param {Moment} moment */
function words({ type, detail }) {
  const known = type === 'attempt-finished' && detail !== 'SUCCEEDED' ? 'It did not work' : (MOMENTS[type] ?? type);
  if (type === 'attempt-started' || detail === null || detail === '' || detail === 'SUCCEEDED') {
    return known; // which server it was is the operators' business
  }
  const code = /\b[A-Z]+_[A-Z_]+\b/.exec(detail)?.[0];
  return `${known}: ${code === undefined ? detail : setback(code)}`;
}

/** @param {Moment[]} moments oldest first @returns {HTMLElement} */
export function timeline(moments) {
  const began = Date.parse(moments[0]?.at ?? '');
  return make(
    'ol',
    { class: 'timeline' },
    ...moments.map(moment =>
      make(
        'li',
        { 'data-type': moment.type },
        make('time', { datetime: moment.at, title: new Date(moment.at).toLocaleString() }, '+' + duration(Date.parse(moment.at) - began)),
        make('span', {}, words(moment)),
      ),
    ),
  );
}
