// @ts-check
// Elements from code. Text goes in as text, never as markup; the page's policy refuses anything else.

/** @typedef {Node | string | null | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] false and null leave one out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/**
 * @param {string} label
 * @param {(pressed: MouseEvent) => void} onClick
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 */
export function button(label, onClick, attributes = {}) {
  const made = make('button', { type: 'button', class: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export function at(id) {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error('the page has no #' + id);
  }
  return /** @type {T} */ (found);
}

/** Sets text only where it differs: screen readers and selections stay undisturbed. @param {Element} place @param {string} text */
export function say(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/**
 * Gives a parent exactly these children in this order, and moves none that need not move: focus and playing
 * transitions survive.
 *
 * @param {Element} parent
 * @param {Element[]} wanted
 */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) {
    if (!keep.has(child)) {
      child.remove();
    }
  }
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
}

/** Whether keys typed here are text. @param {EventTarget | null} place */
export function isTyping(place) {
  return place instanceof HTMLElement && place.matches('input, textarea, select, [contenteditable]');
}
