// @ts-check
// Puts the parts of the page together.
import { createAddresses } from './addresses.js';
import { toast } from './announce.js';
import { askAsNobody, createApi } from './api.js';
import { createComposer } from './composer.js';
import { createConnection } from './connection.js';
import { createDetail } from './detail.js';
import { at, say } from './dom.js';
import { createEntrance } from './entrance.js';
import { createGallery } from './gallery.js';
import { createKeys } from './keys.js';
import { createLive } from './live.js';
import { createLooking } from './looking.js';
import { createPaging } from './paging.js';
import { createPictures } from './pictures.js';
import { createRuns } from './runs.js';
import { createSession } from './session.js';
import { createTheme } from './theme.js';
import { createUnseen } from './unseen.js';
import { createVisits } from './visits.js';
import { plural, problemOf } from './words.js';

const session = createSession(askAsNobody, () => visits.end());
const api = createApi(session);
const pictures = createPictures();
const connection = createConnection();
const theme = createTheme();
const runs = createRuns(api, pictures);
const paging = createPaging(api, pictures);
const unseen = createUnseen(api, id => {
  gallery.mark(id);
  if (unseen.has(id) && (runs.wasCancelledHere(id) || detail.isShowing(id))) {
    unseen.see(id);
  }
});

/** @type {import('./tile.js').Doings} */
const doings = {
  open: id => detail.open(id),
  fresh: createAddresses(api, pictures),
  cancel: runs.cancel,
  retry: runs.retry,
  reuse: generation => composer.reuse(generation),
};
const composer = createComposer(api, generation => {
  pictures.take(generation);
  if (!paging.shows(generation)) {
    filter('');
  }
});
const gallery = createGallery({
  pictures,
  paging,
  unseen,
  doings,
  looking: createLooking(unseen.see),
  onIdea: composer.suggest,
});
const detail = createDetail({
  api,
  pictures,
  doings,
  order: gallery.order,
  onSeen: unseen.see,
  onClose: id => gallery.order().includes(id) && gallery.focus(id),
});
const live = createLive({
  session,
  pictures,
  unseen,
  connection,
  onCount: count,
  onMissed: () => paging.refresh(),
  onRefused: () => visits.listenAgain(),
});
const entrance = createEntrance(session, enter);
const visits = createVisits({ session, api, connection, live, begin, clear, ask: entrance.show });
const keys = createKeys([
  { keys: 'n /', what: 'Write a prompt', act: composer.focus, when: () => visits.isInside() && !detail.isOpen() },
  { keys: 'Enter', what: 'Develop, while writing; Shift+Enter for a new line' },
  { keys: 'ArrowLeft', what: 'The picture before', act: () => detail.step(-1), when: () => detail.isOpen() },
  { keys: 'ArrowRight', what: 'The picture after', act: () => detail.step(1), when: () => detail.isOpen() },
  { keys: 'u', what: 'To the newest unseen result', act: () => gallery.toUnseen(), when: visits.isInside },
  { keys: 'd', what: 'Download the open picture', act: () => detail.press('d'), when: () => detail.isOpen() },
  { keys: 'c', what: 'Copy a link to the open picture', act: () => detail.press('c'), when: () => detail.isOpen() },
  { keys: 't', what: 'Day or night', act: theme.toggle },
  { keys: '?', what: 'These shortcuts', act: () => keys.help() },
  { keys: 'Escape', what: 'Close what is open' },
]);

/** @param {string} status */
function filter(status) {
  for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (at('filters').querySelectorAll('input'))) {
    choice.checked = choice.value === status;
  }
  return gallery.begin(status);
}

/** @param {number} unacknowledged as the server says */
function count(unacknowledged) {
  const news = at('news');
  news.hidden = at('seen-all').hidden = unacknowledged === 0;
  say(news, `${unacknowledged} new`);
  news.setAttribute('aria-label', `${plural(unacknowledged, 'unseen result')}; go to the newest`);
  document.title = (unacknowledged > 0 ? `(${unacknowledged}) ` : '') + 'Darkroom';
}

async function enter() {
  entrance.hide();
  await visits.enter();
}

function begin() {
  count(0);
  filter('').then(detail.sync);
}

function clear() {
  detail.close();
  composer.clear();
  gallery.clear();
  pictures.clear();
  unseen.clear();
  count(0);
}

at('filters').addEventListener('change', ({ target }) => filter(/** @type {HTMLInputElement} */ (target).value));
at('news').addEventListener('click', () => gallery.toUnseen());
at('seen-all').addEventListener('click', () => unseen.seeAll().catch(thrown => toast(problemOf(thrown))));
at('help').addEventListener('click', () => keys.help());
at('sign-out').addEventListener('click', () => {
  session.signOut();
  visits.leave();
});

if (session.isOpen()) {
  enter();
} else {
  visits.leave();
}
