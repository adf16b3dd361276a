// @ts-check
// The desk: takes a prompt, sends it, and keeps it until the server has it.
import { announce } from './announce.js';
import { at, say } from './dom.js';
import { newName } from './names.js';
import { createOptions } from './options.js';
import { problemOf, seconds, short } from './words.js';

const LONGEST = 1500;
const COUNT_FROM = 1200;

/** Characters as the server counts them. @param {string} text */
const lengthOf = text => [...text.trim()].length;

/**
 * @param {import('./api.js').Api} api
 * @param {(generation: import('./types.js').Generation) => void} onAccepted
 */
export function createComposer(api, onAccepted) {
  const form = /** @type {HTMLFormElement} */ (at('composer'));
  const prompt = /** @type {HTMLTextAreaElement} */ (at('prompt'));
  const develop = /** @type {HTMLButtonElement} */ (at('develop'));
  const trouble = at('composer-trouble');
  const options = createOptions(form);
  /** The last order without an answer: sent again as it was, it cannot make a second picture. */
  let unanswered = { body: '', key: '' };
  /** The server takes nothing before then. */
  let heldUntil = 0;
  let sending = false;

  function clearErrors() {
    trouble.hidden = true;
    form.querySelectorAll('[aria-invalid]').forEach(each => each.removeAttribute('aria-invalid'));
    form.querySelectorAll('[data-error]').forEach(each => (/** @type {HTMLElement} */ (each).hidden = true));
  }

  /** @param {{field: string, message: string}[]} errors @returns {boolean} whether each has a place */
  function showErrors(errors) {
    const placed = errors.filter(({ field, message }) => {
      const place = /** @type {HTMLElement | null} */ (form.querySelector(`[data-error="${CSS.escape(field)}"]`));
      if (place === null) {
        return false;
      }
      place.textContent = message;
      place.hidden = false;
      options.field(field).setAttribute('aria-invalid', 'true');
      if (field !== 'prompt') {
        options.unfold(true);
      }
      return true;
    });
    const first = placed[0];
    if (first !== undefined) {
      options.field(first.field).focus();
    }
    return placed.length === errors.length && errors.length > 0;
  }

  /** @param {string} text */
  function complain(text) {
    trouble.textContent = text;
    trouble.hidden = false;
  }

  /** @param {any} thrown */
  function explain(thrown) {
    if (showErrors(thrown.errors ?? [])) {
      return;
    }
    if (thrown.code === 'NO_ANSWER') {
      complain('No connection. Your prompt is kept; press Develop again when you are back. It cannot be charged twice.');
      return;
    }
    complain(problemOf(thrown, 'Your prompt is kept.'));
    if (thrown.retryAfter > 0 && thrown.code !== 'QUEUE_FULL') {
      heldUntil = Date.now() + thrown.retryAfter * 1000;
      hold();
    }
  }

  /** The button counts down; the sentence stays as it is, since it is read aloud whenever it changes. */
  function hold() {
    update();
    if (Date.now() < heldUntil) {
      setTimeout(hold, 250);
    } else {
      trouble.hidden = true;
    }
  }

  async function send() {
    clearErrors();
    if (prompt.value.trim() === '') {
      showErrors([{ field: 'prompt', message: 'Say what the picture shows.' }]);
      return;
    }
    const order = { prompt: prompt.value, ...options.read() };
    const body = JSON.stringify(order);
    if (unanswered.body !== body) {
      unanswered = { body, key: newName() };
    }
    sending = true;
    update();
    try {
      const generation = await api.post('/api/generation', order, { 'Idempotency-Key': unanswered.key });
      unanswered = { body: '', key: '' };
      if (prompt.value === order.prompt) {
        prompt.value = ''; // else the next one is being written already
      }
      onAccepted(generation);
      announce('Accepted: ' + short(generation.prompt));
    } catch (thrown) {
      if (/** @type {any} */ (thrown).status >= 400 && /** @type {any} */ (thrown).status < 500) {
        unanswered = { body: '', key: '' };
      }
      explain(thrown);
    } finally {
      sending = false;
      update();
    }
  }

  function update() {
    const length = lengthOf(prompt.value);
    const tooLong = length > LONGEST;
    say(at('prompt-count'), length >= COUNT_FROM ? `${length} / ${LONGEST}` : '');
    at('prompt-count').classList.toggle('over', tooLong);
    const held = heldUntil - Date.now();
    say(develop, held > 0 ? `Wait ${seconds(held)}` : 'Develop');
    develop.disabled = sending || tooLong || held > 0;
    develop.toggleAttribute('aria-busy', sending);
  }

  form.addEventListener('submit', submitted => {
    submitted.preventDefault();
    if (!develop.disabled) {
      send();
    }
  });
  prompt.addEventListener('input', update);
  prompt.addEventListener('keydown', pressed => {
    if (pressed.key === 'Enter' && !pressed.shiftKey && !pressed.isComposing) {
      pressed.preventDefault();
      form.requestSubmit();
    }
  });

  return {
    focus() {
      prompt.focus();
      prompt.scrollIntoView({ block: 'center' });
    },

    /** @param {string} text */
    suggest(text) {
      prompt.value = text;
      update();
      prompt.focus();
    },

    /** Everything as it was for that picture, to be changed or sent again.
     * @param {import('./types.js').Generation} generation @param {number | null} [seed] */
    reuse(generation, seed = null) {
      prompt.value = generation.prompt;
      options.write(generation, seed);
      clearErrors();
      update();
      this.focus();
    },

    clear() {
      prompt.value = '';
      clearErrors();
      update();
    },
  };
}
