// @ts-check
// What people read, in one place. Codes of the API go in, sentences come out.

/** @typedef {import('./types.js').Generation} Generation */

const STAGES = {
  QUEUED: 'Waiting its turn',
  MODERATING: 'Being looked over',
  GENERATING: 'Developing',
  RETRY_WAIT: 'Waiting to try again',
};

/** What went wrong with one attempt, while others are still to come. */
const SETBACKS = /** @type {Record<string, string>} */ ({
  AI_SERVER_BUSY: 'the image server was busy',
  AI_SERVER_ERROR: 'the image server had a fault',
  AI_SERVER_UNREACHABLE: 'the image server could not be reached',
  AI_SERVER_TIMEOUT: 'the image server took too long',
  AI_SERVER_AWAY: 'the image server is away',
  AI_ANSWER_UNREADABLE: 'the image server answered nonsense',
  AI_ANSWER_TOO_LARGE: 'the image server sent too much',
  IMAGE_UNREADABLE: 'the picture arrived damaged',
  IMAGE_STORE_UNAVAILABLE: 'the picture could not be stored',
  WORKER_LOST: 'the machine at work went silent',
  WORKER_STOPPED: 'the machine at work was restarted',
});

/** @typedef {{title: string, text: string}} Words */

const FAILURES = /** @type {Record<string, Words>} */ ({
  CONTENT_REJECTED: {
    title: 'Not allowed',
    text: 'The content rules do not permit this picture. Trying the same words again will not help; other words may.',
  },
  INVALID_FOR_AI_SERVER: {
    title: 'Not possible',
    text: 'The image server cannot make this size or combination of options. Change the options and ask again.',
  },
  CANCELLED: { title: 'Cancelled', text: 'You stopped it. It can be started again whenever you like.' },
  AI_SERVER_REFUSED: {
    title: 'Refused by the image server',
    text: 'It was not your doing: the server did not take our request. Try again later; the operators have been told.',
  },
  ATTEMPTS_EXHAUSTED: {
    title: 'Every attempt failed',
    text: 'The image server kept failing. Nothing is wrong with your prompt; try again in a while.',
  },
  DEADLINE_EXCEEDED: {
    title: 'Out of time',
    text: 'No picture was ready before the deadline. Try again, or allow more time under Options.',
  },
  MODERATION_UNAVAILABLE: {
    title: 'Could not be checked',
    text: 'The content check did not answer, so nothing was made. Try again in a while.',
  },
});

/** What a problem's code means to the one who sees it; others are shown with the server's own words. */
const PROBLEMS = /** @type {Record<string, string>} */ ({
  UNAUTHENTICATED: 'Your sign-in has ended. Please sign in again.',
  RATE_LIMITED: 'That was a lot at once.',
  QUEUE_FULL: 'As many pictures as you may have are in the making. Wait for one to finish, or cancel one.',
  UNAVAILABLE: 'Darkroom cannot take this right now.',
  INTERNAL: 'Something went wrong on our side.',
  NOT_FOUND: 'It is not there any more.',
  NOT_RETRYABLE: 'This one cannot be tried again.',
  PAYLOAD_TOO_LARGE: 'That is too much text.',
  NO_ANSWER: 'No connection to Darkroom.',
});

/** @param {Generation} generation @returns {string} */
export function stageOf({ status, stage, queuePosition }) {
  if (status === 'COMPLETE') {
    return 'Ready';
  }
  if (status === 'FAILED') {
    return 'Failed';
  }
  const ahead = typeof queuePosition === 'number' && queuePosition > 0 ? `, ${queuePosition} ahead` : '';
  return (stage === null ? 'In the making' : (STAGES[stage] ?? 'In the making')) + ahead;
}

/** The attempts so far, empty while the first is under way. @param {Generation} generation @param {number} now */
export function setbackOf({ attempts, stage }, now) {
  if (attempts.lastError === null || attempts.made === 0) {
    return '';
  }
  const why = SETBACKS[attempts.lastError.code] ?? 'it did not work';
  const next = attempts.nextAt === null || stage !== 'RETRY_WAIT' ? null : Date.parse(attempts.nextAt) - now;
  const then = next === null ? '' : next > 1000 ? `, next in ${duration(next)}` : ', next any moment';
  return `Attempt ${attempts.made} of ${attempts.max}: ${why}${then}`;
}

/** @param {string} code */
export function setback(code) {
  return SETBACKS[code] ?? FAILURES[code]?.title.toLowerCase() ?? code;
}

/** @param {{code: string, message: string} | null} failure @returns {Words} */
export function failureOf(failure) {
  return FAILURES[failure?.code ?? ''] ?? { title: 'Failed', text: failure?.message ?? 'No picture was made.' };
}

/** @param {any} thrown a problem of the API, or anything else @param {string} [advice] instead of when to try again @returns {string} */
export function problemOf(thrown, advice) {
  const known = PROBLEMS[thrown?.code ?? ''] ?? thrown?.message ?? 'Something went wrong.';
  const wait = thrown?.retryAfter > 0 ? `Try again in ${seconds(thrown.retryAfter * 1000)}.` : '';
  return `${known} ${advice ?? wait}`.trim();
}

/** When the run that is told of began: a later run knows when it was taken up, not when it was asked for.
 * @param {Generation} generation @returns {string | null} */
export function beganAt({ run, createdAt, startedAt }) {
  return run === 1 ? createdAt : startedAt;
}

/** @param {number} millis @returns {string} `0.8 s`, `12 s`, `3 min 20 s`, `2 h 5 min` */
export function duration(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  return minutes < 60 ? `${minutes} min ${rest} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A wait that is counted down, in whole seconds. @param {number} millis @returns {string} */
export function seconds(millis) {
  return duration(Math.ceil(millis / 1000) * 1000).replace('.0', '');
}

/** @param {number} bytes */
export function bytes(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** @param {string | number} when */
export function clockTime(when) {
  return new Date(when).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** @param {string} when @param {number} now @returns {string} the day as a heading */
export function day(when, now) {
  const date = new Date(when);
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(when).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days <= 1) {
    return days < 1 ? 'Today' : 'Yesterday';
  }
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { weekday: 'long', day: 'numeric', month: 'long' };
  return date.toLocaleDateString([], days > 300 ? { ...form, year: 'numeric' } : form);
}

/** @param {string} text @param {number} most characters */
export function short(text, most = 80) {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= most ? line : line.slice(0, most - 1).trimEnd() + '…';
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = one + 's') {
  return `${count} ${count === 1 ? one : many}`;
}
