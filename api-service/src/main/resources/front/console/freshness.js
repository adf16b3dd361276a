// Says how old what is on the page is, and never passes off the old as new.
import { duration } from './format.js';

/** @type {HTMLElement} */
let line;
/** @type {HTMLElement} */
let said;

/** When the last good answer came, by this machine's own clock; null before the first. @type {number | null} */
let heardAt = null;
/** Why the last one was none; null when it was one. @type {string | null} */
let trouble = null;
let asked = false;

/** @param {HTMLElement} visible @param {HTMLElement} status what screen readers speak when it changes */
export function showFreshness(visible, status) {
  line = visible;
  said = status;
}

/** A new page has heard nothing yet, and may not even ask. */
export function nothingYet() {
  heardAt = null;
  trouble = null;
  asked = false;
  tell();
}

export function asking() {
  asked = true;
  tell();
}

export function heard() {
  const mended = trouble !== null;
  heardAt = Date.now();
  trouble = null;
  if (mended) {
    say('The API answers again.');
  }
  tell();
}

/** @param {string} why */
export function missed(why) {
  if (trouble === null) {
    say(why);
  }
  trouble = why;
  tell();
}

/** @param {string} text */
export function say(text) {
  said.textContent = text;
}

/** Also each second, since an age grows by itself. */
export function tell() {
  const age = heardAt === null ? null : duration(Math.floor((Date.now() - heardAt) / 1000));
  const text =
    trouble === null
      ? age === null
        ? asked
          ? 'Asking…'
          : ''
        : `As of ${age === '0 s' ? 'now' : `${age} ago`}`
      : age === null
        ? trouble
        : `As of ${age} ago. ${trouble}`;
  if (line.textContent !== text) {
    line.textContent = text;
  }
  line.classList.toggle('stale', trouble !== null);
  document.body.classList.toggle('stale', trouble !== null && heardAt !== null);
}
