// @ts-check
// Day or night: the system's setting, unless one was chosen here.
import { at } from './dom.js';
import { shelf } from './shelf.js';

const KEY = 'darkroom.studio.theme';
const kept = shelf();

export function createTheme() {
  const choices = /** @type {NodeListOf<HTMLInputElement>} */ (at('themes').querySelectorAll('input'));

  /** @param {string} theme */
  function choose(theme) {
    kept.write(KEY, theme === 'system' ? null : theme);
    show(theme);
  }

  /** @param {string} theme */
  function show(theme) {
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
    choices.forEach(choice => (choice.checked = choice.value === theme));
  }

  show(kept.read(KEY) ?? 'system');
  at('themes').addEventListener('change', ({ target }) => choose(/** @type {HTMLInputElement} */ (target).value));

  return {
    /** From what is seen now to the other. */
    toggle() {
      const chosen = document.documentElement.dataset.theme;
      const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      choose(dark ? 'light' : 'dark');
    },
  };
}
