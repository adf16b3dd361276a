// Begins here: the door, and behind it the page that the address names.
import { whenSignedOut } from './api.js';
import { showAudit } from './audit.js';
import { showDeadLetters } from './deadLetters.js';
import { el, heading, tick } from './dom.js';
import { nothingYet, showFreshness, tell } from './freshness.js';
import { showGroup } from './group.js';
import { Refused } from './http.js';
import { showLetter } from './letter.js';
import { showOverview } from './overview.js';
import { showReplay, showReplays } from './replay.js';
import { account, onChangeElsewhere, signIn, signOut, used } from './session.js';
import { showStory } from './story.js';
import { counted } from './format.js';

/** @typedef {{ id: string, query: URLSearchParams }} Route */
/** @typedef {{ title: string, under: string, show: (host: HTMLElement, route: Route) => () => void }} View */

/** By the first word of the address, and whether an id follows. @type {Record<string, View>} */
const VIEWS = {
  overview: { title: 'Overview', under: 'overview', show: showOverview },
  'dead-letters': { title: 'Dead letters', under: 'dead-letters', show: showDeadLetters },
  'dead-letters/': { title: 'Group', under: 'dead-letters', show: showGroup },
  'dead-letter/': { title: 'Dead letter', under: 'dead-letters', show: showLetter },
  replays: { title: 'Replays', under: 'replays', show: showReplays },
  'replay/': { title: 'Replay', under: 'replays', show: showReplay },
  generation: { title: 'Generation', under: 'generation', show: showStory },
  'generation/': { title: 'Generation', under: 'generation', show: showStory },
  audit: { title: 'Audit', under: 'audit', show: showAudit },
};

const at = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));

/** What the page on screen leaves running. */
let leave = () => {};

function open() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [word, ...rest] = path === '' ? ['overview'] : path.split('/');
  const id = plain(rest.join('/'));
  const view = VIEWS[id === '' ? word : `${word}/`];
  const page = at('page');
  leave();
  leave = () => {};
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.close();
  }
  nothingYet();
  page.replaceChildren();
  document.title = `${view?.title ?? 'Not found'} · Darkroom console`;
  for (const link of at('nav').children) {
    link.toggleAttribute('aria-current', link.hash === `#/${view?.under}`);
    if (link.hash === `#/${view?.under}`) {
      link.setAttribute('aria-current', 'page');
      at('nav').scrollLeft = link.offsetLeft - at('nav').offsetLeft - (at('nav').clientWidth - link.offsetWidth) / 2;
    }
  }
  if (view === undefined) {
    page.append(heading('Not found'), el('p', {}, 'The console has no such page. ', el('a', { href: '#/overview' }, 'Overview')));
    return;
  }
  leave = view.show(page, { id, query: new URLSearchParams(search) });
}

/** @param {string} text */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Another page begins at its heading, for the keyboard and for the ear. */
function turned() {
  used();
  if (account() !== null) {
    open();
    document.querySelector('#page h1')?.focus();
    scrollTo(0, 0);
  }
}

/** @param {string} [why] what to say at the door */
function enterOrAsk(why = '') {
  const who = account();
  at('door').hidden = who !== null;
  at('inside').hidden = who === null;
  at('sign-in-problem').textContent = why;
  if (who !== null) {
    at('account').textContent = who;
    open();
    return;
  }
  leave();
  leave = () => {};
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.close();
  }
  at('page').replaceChildren();
  document.title = 'Sign in · Darkroom console';
  (at('email').value === '' ? at('email') : at('password')).focus();
}

/** @param {any} failed */
function whyNot(failed) {
  if (failed instanceof Refused && failed.status === 401) {
    return 'E-mail or password is wrong.';
  }
  if (failed instanceof Refused && failed.status === 429) {
    return `Too many attempts. Try again in ${counted(failed.retryAfterSeconds || 60, 'second')}.`;
  }
  return failed.message;
}

at('sign-in').addEventListener('submit', async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const button = at('sign-in').querySelector('button');
  if (!at('sign-in').reportValidity() || button.disabled) {
    return;
  }
  button.disabled = true;
  at('sign-in-problem').textContent = '';
  try {
    await signIn(at('email').value.trim(), at('password').value);
    at('password').value = '';
    enterOrAsk();
    document.querySelector('#page h1')?.focus();
  } catch (failed) {
    at('sign-in-problem').textContent = whyNot(failed);
    at('password').select();
  } finally {
    button.disabled = false;
  }
});

at('sign-out').addEventListener('click', async () => {
  await signOut();
  enterOrAsk();
});

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault(); // the address names the page
  document.querySelector('#page h1')?.focus();
});

showFreshness(at('freshness'), at('said'));
whenSignedOut(why => enterOrAsk(why));
onChangeElsewhere(() => enterOrAsk());
addEventListener('hashchange', turned);
addEventListener('pointerdown', used);
addEventListener('keydown', used);
setInterval(() => {
  if (!document.hidden) {
    tick();
    tell();
  }
}, 1000);
document.addEventListener('visibilitychange', tick);
for (const next of ['pointerdown', 'keydown']) {
  addEventListener(next, () => (at('trouble').textContent = ''));
}
addEventListener('unhandledrejection', ({ reason }) => (at('trouble').textContent = reason?.message ?? 'Something went wrong.'));
enterOrAsk();
