// @ts-check
// Keyboard shortcuts. Single keys can be switched off, for those who speak to their computer.
import { at, isTyping, make } from './dom.js';
import { shelf } from './shelf.js';

const KEY = 'darkroom.studio.single-keys';

/** @typedef {{keys: string, what: string, act?: () => void, when?: () => boolean}} Shortcut */

/** @param {Shortcut[]} shortcuts the first that applies is done; several keys are parted by a space */
export function createKeys(shortcuts) {
  const kept = shelf();
  const dialog = /** @type {HTMLDialogElement} */ (at('shortcuts'));
  const single = /** @type {HTMLInputElement} */ (at('single-keys'));
  single.checked = kept.read(KEY) !== false;
  single.addEventListener('change', () => kept.write(KEY, single.checked));

  at('shortcut-list').append(
    ...shortcuts.map(({ keys, what }) =>
      make('div', {}, make('dt', {}, ...keys.split(' ').map(key => make('kbd', {}, NAMES[key] ?? key))), make('dd', {}, what)),
    ),
  );

  document.addEventListener('keydown', pressed => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.defaultPrevented || isTyping(pressed.target)) {
      return;
    }
    if (dialog.open || (pressed.key.length === 1 && !single.checked)) {
      return;
    }
    const found = shortcuts.find(({ keys, act, when }) => act && keys.split(' ').includes(pressed.key) && (when?.() ?? true));
    if (found !== undefined) {
      pressed.preventDefault();
      found.act?.();
    }
  });

  return { help: () => !dialog.open && dialog.showModal() };
}

const NAMES = /** @type {Record<string, string>} */ ({ ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' });
