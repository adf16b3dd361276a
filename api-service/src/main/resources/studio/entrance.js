// @ts-check
// Signing in, registering, trying the demo account.
import { askAsNobody, Problem } from './api.js';
import { at } from './dom.js';
import { problemOf } from './words.js';

const WRONG = 'The email or the password is wrong.';
const SHORTEST_PASSWORD = 12;

/** Milliseconds before the form is shown without knowing whether there is a demo account. */
const PATIENCE = 1_000;

/**
 * @param {import('./session.js').Session} session
 * @param {() => Promise<void>} onEnter
 */
export function createEntrance(session, onEnter) {
  const form = /** @type {HTMLFormElement} */ (at('sign-in'));
  const email = /** @type {HTMLInputElement} */ (at('email'));
  const password = /** @type {HTMLInputElement} */ (at('password'));
  const trouble = at('sign-in-trouble');
  let registering = false;
  let wanted = false;
  /** @type {{email: string, password: string} | null} */
  let demo = null;

  /** Whether this installation lets everybody in as somebody. */
  async function learn() {
    demo ??= (await askAsNobody('/studio/config.json').catch(() => null))?.demo ?? null;
    offerDemo();
  }

  /** To whoever has no account yet and is not making one. */
  function offerDemo() {
    const offered = demo !== null && !registering;
    at('try-demo').hidden = at('or').hidden = !offered;
    at('sign-in-submit').classList.toggle('main', !offered);
  }

  /** @param {boolean} asked */
  function register(asked) {
    registering = asked;
    at('sign-in-title').textContent = at('sign-in-submit').textContent = asked ? 'Create account' : 'Sign in';
    at('switch-words').textContent = asked ? 'Have one already?' : 'New here?';
    at('switch').textContent = asked ? 'Sign in' : 'Create an account';
    at('password-hint').hidden = !asked;
    password.autocomplete = asked ? 'new-password' : 'current-password';
    trouble.hidden = true;
    offerDemo();
  }

  /** @param {string} text @param {HTMLElement} [place] */
  function complain(text, place) {
    trouble.textContent = text;
    trouble.hidden = false;
    place?.focus();
  }

  /** What is wrong before anything is sent; null when nothing is. @returns {[string, HTMLElement] | null} */
  function fault() {
    if (email.value.trim() === '' || !email.validity.valid) {
      return ['Enter your email address.', email];
    }
    if (password.value === '') {
      return ['Enter your password.', password];
    }
    return registering && password.value.length < SHORTEST_PASSWORD
      ? [`A password has ${SHORTEST_PASSWORD} characters or more.`, password]
      : null;
  }

  /** @param {() => Promise<void>} way @param {HTMLButtonElement} pressed */
  async function attempt(way, pressed) {
    trouble.hidden = true;
    pressed.disabled = true;
    pressed.setAttribute('aria-busy', 'true');
    try {
      await way();
      await onEnter();
      form.reset();
    } catch (thrown) {
      const problem = thrown instanceof Problem ? thrown : null;
      complain(
        problem?.status === 401 ? WRONG : (problem?.errors.map(each => each.message).join(' ') || problemOf(thrown)),
        pressed.id === 'try-demo' ? undefined : password,
      );
    } finally {
      pressed.disabled = false;
      pressed.removeAttribute('aria-busy');
    }
  }

  form.addEventListener('submit', submitted => {
    submitted.preventDefault();
    const wrong = fault();
    if (wrong !== null) {
      complain(...wrong);
      return;
    }
    const way = registering ? session.register : session.signIn;
    attempt(() => way(email.value.trim(), password.value), at('sign-in-submit'));
  });
  at('switch').addEventListener('click', () => {
    register(!registering);
    email.focus();
  });
  at('try-demo').addEventListener('click', () => {
    if (demo !== null) {
      const { email, password } = demo;
      attempt(() => session.signIn(email, password), at('try-demo'));
    }
  });

  return {
    /** @param {string} [why] what ended the last sign-in */
    async show(why) {
      wanted = true;
      // what is known in time is there from the beginning, so that nothing jumps
      await Promise.race([learn(), new Promise(done => setTimeout(done, PATIENCE))]);
      if (!wanted) {
        return;
      }
      at('entrance').hidden = false;
      register(false);
      if (why !== undefined) {
        complain(why);
      }
      if (matchMedia('(pointer: fine)').matches) {
        email.focus();
      }
    },

    hide() {
      wanted = false;
      at('entrance').hidden = true;
    },
  };
}
