// @ts-check
// Says what happened, to the eye for a while and to a screen reader once. What asks for a decision stays.
import { at, button, make } from './dom.js';

/** Long enough to read a line twice. */
const SHOWN = 6_000;
const MOST = 3;

/** A dialog makes everything outside of it inert, so what is said is said inside. @param {HTMLElement} place */
function reachable(place) {
  const host = document.querySelector('dialog[open]') ?? document.body;
  if (place.parentElement !== host) {
    host.append(place);
  }
  return place;
}

document.addEventListener(
  'close',
  () => {
    reachable(at('announcer'));
    if (reachable(at('toasts')).childElementCount > 0) {
      at('toasts').showPopover();
    }
  },
  { capture: true },
);

/** To screen readers only: what the eye sees anyway. @param {string} text */
export function announce(text) {
  const place = reachable(at('announcer'));
  // the same words again are news too
  place.textContent = place.textContent === text ? text + '\u00a0' : text;
}

/**
 * @param {string} text
 * @param {{label: string, act: () => void}} [action]
 */
export function toast(text, action) {
  announce(text);
  const place = reachable(at('toasts'));
  const line = make('div', { class: 'toast' }, make('p', {}, text));
  let timer = 0;
  const away = () => {
    clearTimeout(timer);
    line.remove();
    if (place.childElementCount === 0) {
      place.hidePopover();
    }
  };
  const wait = () => {
    if (action === undefined) {
      timer = setTimeout(away, SHOWN);
    }
  };
  if (action !== undefined) {
    line.append(button(action.label, () => (away(), action.act()), { class: 'link' }));
  }
  line.append(button('✕', away, { class: 'toast-close', 'aria-label': 'Dismiss' }));
  line.addEventListener('pointerenter', () => clearTimeout(timer));
  line.addEventListener('pointerleave', wait);
  line.addEventListener('focusin', () => clearTimeout(timer));
  line.addEventListener('focusout', wait);
  place.append(line);
  while (place.childElementCount > MOST) {
    place.firstElementChild?.remove();
  }
  // shown anew, so that it lies above a dialog that was opened later
  if (place.matches(':popover-open')) {
    place.hidePopover();
  }
  place.showPopover();
  wait();
}
