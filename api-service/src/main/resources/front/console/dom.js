// Builds elements. Text becomes text nodes, never markup: the page's policy would refuse markup anyway.
import { now } from './clock.js';
import { absolute, ago, short } from './format.js';

/** @typedef {Node | string | number | null | undefined | false} Child */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] functions are listeners: `onclick`; null and false are left out
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @param {Element} element
 * @param {Record<string, unknown>} attributes
 * @param {(Child | Child[])[]} children
 */
function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
export function nodes(children) {
  return children
    .flat()
    .filter(child => child !== null && child !== undefined && child !== false)
    .map(child => (child instanceof Node ? child : String(child)));
}

/**
 * Brings an element's content up to date. What stays the same is left alone, with the reader's marks in it, and the
 * link that has the focus keeps it.
 *
 * @param {HTMLElement} host
 * @param {...(Child | Child[])} children
 */
export function renew(host, ...children) {
  const fresh = document.createElement('div');
  fresh.append(...nodes(children));
  const same = fresh.childNodes.length === host.childNodes.length
    && [...fresh.childNodes].every((node, index) => node.isEqualNode(host.childNodes[index]));
  if (same) {
    return;
  }
  const focused = host.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
  host.replaceChildren(...fresh.childNodes);
  if (focused) {
    /** @type {HTMLElement | undefined} */ ([...host.querySelectorAll('a')].find(link => link.getAttribute('href') === focused))?.focus();
  }
}

/** How long ago, ticking; the time itself on hover. @param {string | null} instant */
export function since(instant) {
  if (instant === null) {
    return el('span', { class: 'soft' }, '–');
  }
  return el('time', { datetime: instant, title: absolute(instant), 'data-ago': true }, ago(instant, now()));
}

/** Moves all ages on. Each second, and whenever the page is seen again. */
export function tick() {
  const at = now();
  for (const time of document.querySelectorAll('time[data-ago]')) {
    const text = ago(/** @type {HTMLTimeElement} */ (time).dateTime, at);
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}

/** @param {string} id @param {string | null} [href] */
export function idOf(id, href = null) {
  return href === null
    ? el('code', { title: id }, short(id))
    : el('a', { href, title: id }, el('code', {}, short(id)));
}

/** A state in a word and a colour; the word alone is enough. @param {string} tone @param {string} text */
export function badge(tone, text) {
  return el('span', { class: `badge ${tone}` }, text);
}

/**
 * Names and values. A value that is null is left out.
 *
 * @param {[string, Child | Child[]][]} pairs
 */
export function facts(pairs) {
  return el(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== false)
      .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, ...(Array.isArray(value) ? value : [value])))),
  );
}

/**
 * A heading with what may be done beside it.
 *
 * @param {Child | Child[]} title
 * @param {...Child} actions
 */
export function heading(title, ...actions) {
  return el('div', { class: 'heading' }, el('h1', { tabindex: -1 }, title), el('div', { class: 'actions' }, actions));
}

/** @param {string} title @param {...(Child | Child[])} content */
export function section(title, ...content) {
  return el('section', { class: 'card', 'aria-label': title }, el('h2', {}, title), ...content);
}
