// A front end in miniature. Prompts and messages become text nodes, never markup.
import { connect, tickets } from '/client/darkroom.js';

const REFRESH = 'darkroom.demo.refresh';

/** The stream asks for a fresh credential 60 s before the old one ends; the same token again would not prolong it. */
const FRESH_SECONDS = 90;
const STAGES = {
  QUEUED: 'waiting for a worker',
  MODERATING: 'being looked over',
  GENERATING: 'being painted',
  RETRY_WAIT: 'waiting for the next attempt',
};
const HEADLINES = {
  'dev.darkroom.generation.completed.v1': 'Ready: ',
  'dev.darkroom.generation.failed.v1': 'Failed: ',
  'dev.darkroom.generation.replayed.v1': 'Again: ',
  'dev.darkroom.webhook.disabled.v1': 'Webhook disabled: ',
};
const CONNECTION = { connecting: 'connecting', open: 'live', waiting: 'waiting', closed: 'offline' };

const at = id => document.getElementById(id);
const { api, notifier } = await (await fetch('/demo/config.json')).json();

/** The signed-in account, null before. */
let owner = null;
let session = { accessToken: '', refreshToken: '', until: 0 };
/** The refresh under way, null otherwise. */
let refreshing = null;
let darkroom = null;
/** The newest version of each generation on the page, so that late news changes nothing. */
const versions = new Map();
/** The inbox's lines by event id. */
const news = new Map();
/** What was acknowledged, here or elsewhere; such word may come before the event itself. */
const acknowledged = new Set();

// ---- api-service

async function call(path, { method = 'GET', body, bearer = true } = {}) {
  const answer = await fetch(new URL(path, api), {
    method,
    headers: {
      ...(bearer ? { Authorization: 'Bearer ' + (await accessToken()) } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) {
    throw Object.assign(new Error(said?.detail ?? 'The server answered ' + answer.status + '.'), { status: answer.status });
  }
  return said;
}

/** A refresh token serves once: used twice, it ends the sign-in. So whoever comes meanwhile waits for the same answer. */
async function accessToken() {
  if (Date.now() > session.until) {
    refreshing ??= refresh().finally(() => (refreshing = null));
    await refreshing;
  }
  return session.accessToken;
}

async function refresh() {
  const body = { refreshToken: session.refreshToken };
  remember(await call('/api/token/refresh', { method: 'POST', body, bearer: false }));
}

/** The refresh token lives as long as the tab, so that a reload shows how the client goes on with its cursor. */
function remember({ accessToken, refreshToken, expiresIn }) {
  session = { accessToken, refreshToken, until: Date.now() + (expiresIn - FRESH_SECONDS) * 1000 };
  sessionStorage.setItem(REFRESH, refreshToken);
}

async function signIn(email, password) {
  remember(await call('/api/token', { method: 'POST', body: { email, password }, bearer: false }));
  await enter();
}

async function enter() {
  owner = (await call('/api/account/me')).accountId;
  show(true);
  const { items } = await call('/api/generation?limit=24');
  for (const generation of items.reverse()) {
    paint(generation);
  }
  listen();
}

function signOut() {
  darkroom?.close();
  darkroom = null;
  owner = null;
  session = { accessToken: '', refreshToken: '', until: 0 };
  sessionStorage.removeItem(REFRESH);
  versions.clear();
  news.clear();
  acknowledged.clear();
  at('pictures').replaceChildren();
  at('news').replaceChildren();
  at('no-news').hidden = false;
  count(0);
  connection({ state: 'closed' });
  show(false);
}

function show(signedIn) {
  at('sign-in').hidden = signedIn;
  for (const id of ['order', 'line', 'inbox-toggle', 'sign-out']) {
    at(id).hidden = !signedIn;
  }
  at('inbox').hidden = true;
  at('inbox-toggle').setAttribute('aria-expanded', 'false');
  (signedIn ? at('prompt') : at('password')).focus();
}

// ---- the stream

function listen() {
  const ticket = tickets(notifier, accessToken);
  darkroom = connect({
    ticket,
    owner,
    onEvent: event => {
      if (event.type.startsWith('dev.darkroom.generation.')) {
        paint(event.data);
      }
      tell(event);
    },
    onProgress: event => paint(event.data),
    onState: ({ unacknowledged, changes }) => {
      count(unacknowledged);
      changes.forEach(({ eventId }) => seen(eventId));
    },
    onGap: () => attempt(reload),
    onStatus: status => {
      connection(status);
      if (status.state === 'open') {
        loadNews();
      }
    },
  });
  at('line').textContent = 'Go offline';
  at('line').setAttribute('aria-pressed', 'false');
}

/** Some events will not come: what the page shows is loaded anew. */
async function reload() {
  const { items } = await call('/api/generation?limit=24');
  items.reverse().forEach(paint);
}

function connection({ state, retryInMillis, code }) {
  const place = at('connection');
  place.dataset.state = state;
  place.textContent = owner === null ? 'signed out' : CONNECTION[state];
  if (state === 'waiting' && retryInMillis > 0) {
    place.textContent = `back in ${(retryInMillis / 1000).toFixed(1)} s`;
  }
  if (state === 'closed' && code !== undefined && code !== 1000) {
    place.textContent = `closed (${code})`;
  }
}

// ---- pictures

function paint(generation) {
  const known = versions.get(generation.generationId);
  if (known !== undefined && known >= generation.version) {
    return;
  }
  versions.set(generation.generationId, generation.version);
  const card = cardOf(generation);
  card.dataset.status = generation.status;
  card.querySelector('.stage').textContent = stageOf(generation);
  if (generation.status === 'COMPLETE') {
    develop(card, generation);
  } else {
    card.querySelector('.frame').replaceChildren(generation.status === 'FAILED' ? 'no picture' : '');
  }
}

function cardOf({ generationId, prompt }) {
  const present = document.getElementById('g-' + generationId);
  if (present !== null) {
    return present;
  }
  const card = make('article', 'picture card');
  card.id = 'g-' + generationId;
  const caption = make('div', 'caption');
  caption.append(make('p', '', prompt), make('span', 'stage'));
  card.append(make('div', 'frame'), caption);
  at('pictures').prepend(card);
  return card;
}

function stageOf({ status, stage, attempts, failure, completedAt, createdAt }) {
  if (status === 'FAILED') {
    return failure?.message ?? 'failed';
  }
  if (status === 'COMPLETE') {
    return `done in ${((new Date(completedAt) - new Date(createdAt)) / 1000).toFixed(1)} s`;
  }
  const attempt = attempts.made > 1 ? `, attempt ${attempts.made} of ${attempts.max}` : '';
  return (STAGES[stage] ?? 'pending') + attempt;
}

/** Events carry no addresses of pictures; those are signed, and made when asked for. */
async function develop(card, { generationId, prompt, images }) {
  const url = images?.[0]?.url ?? (await call('/api/generation/' + generationId)).images?.[0]?.url;
  if (url !== undefined) {
    const picture = document.createElement('img');
    picture.alt = prompt;
    picture.src = url;
    card.querySelector('.frame').replaceChildren(picture);
  }
}

// ---- inbox

/** The stream tells what came and what was acknowledged while it was open; the inbox knows the rest. */
async function loadNews() {
  const [before, whose] = [[...news.keys()], owner];
  const unread = new Set();
  try {
    let cursor = '';
    do {
      const page = await call(notifier + '/api/notification?unacknowledged=true&limit=100' + cursor);
      if (whose !== owner) {
        return;
      }
      for (const { event } of page.items) {
        unread.add(event.id);
        tell(event);
      }
      cursor = page.nextCursor === null ? null : '&cursor=' + encodeURIComponent(page.nextCursor);
    } while (cursor !== null);
    before.filter(eventId => !unread.has(eventId)).forEach(seen);
  } catch {
    // the stream brings what is new in any case
  }
}

/** The newest on top, however it came. */
function tell(event) {
  if (news.has(event.id)) {
    return;
  }
  const subject = event.data.prompt ?? event.data.url;
  const item = make('li');
  item.dataset.sequence = event.sequence;
  const button = make('button', 'quiet', 'Seen');
  button.type = 'button';
  button.setAttribute('aria-label', 'Mark as seen: ' + subject);
  button.addEventListener('click', () => acknowledge(event.id, button));
  const when = make('time', '', new Date(event.time).toLocaleTimeString());
  when.dateTime = event.time;
  item.append(make('span', 'what', (HEADLINES[event.type] ?? '') + subject), when, button);
  const older = [...at('news').children].find(each => each.dataset.sequence < event.sequence);
  at('news').insertBefore(item, older ?? null);
  news.set(event.id, item);
  at('no-news').hidden = true;
  if (acknowledged.has(event.id)) {
    seen(event.id);
  }
}

async function acknowledge(eventId, button) {
  button.disabled = true;
  try {
    await darkroom.ack(eventId);
    seen(eventId);
  } catch (refused) {
    complain(refused);
    button.disabled = false;
  }
}

function seen(eventId) {
  acknowledged.add(eventId);
  const item = news.get(eventId);
  if (item !== undefined) {
    item.dataset.seen = 'true';
    item.querySelector('button')?.remove();
  }
}

function count(unacknowledged) {
  at('badge').textContent = String(unacknowledged);
  at('badge').dataset.count = String(unacknowledged);
  document.title = (unacknowledged > 0 ? `(${unacknowledged}) ` : '') + 'Darkroom demo';
}

// ---- small things

function make(name, className = '', text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function complain(trouble) {
  at('trouble').textContent = trouble.message;
  at('trouble').hidden = false;
}

async function attempt(what) {
  at('trouble').hidden = true;
  try {
    await what();
  } catch (trouble) {
    complain(trouble);
  }
}

at('sign-in').addEventListener('submit', submitted => {
  submitted.preventDefault();
  attempt(() => signIn(at('email').value, at('password').value));
});
at('register').addEventListener('click', () => {
  if (at('sign-in').reportValidity()) {
    const [email, password] = [at('email').value, at('password').value];
    attempt(async () => {
      await call('/api/account', { method: 'POST', body: { email, password }, bearer: false });
      await signIn(email, password);
    });
  }
});
at('sign-out').addEventListener('click', signOut);
at('order').addEventListener('submit', submitted => {
  submitted.preventDefault();
  attempt(async () => {
    const prompt = at('prompt').value;
    const generation = await call('/api/generation', { method: 'POST', body: { prompt } });
    // the next one may have been typed meanwhile
    if (at('prompt').value === prompt) {
      at('prompt').value = '';
    }
    paint(generation);
  });
});
at('prompt').addEventListener('keydown', pressed => {
  if (pressed.key === 'Enter' && !pressed.shiftKey && !pressed.isComposing) {
    pressed.preventDefault();
    at('order').requestSubmit();
  }
});
at('line').addEventListener('click', () => {
  if (darkroom.status.state === 'closed') {
    listen();
  } else {
    darkroom.close();
    at('line').textContent = 'Go online';
    at('line').setAttribute('aria-pressed', 'true');
  }
});
at('inbox-toggle').addEventListener('click', () => {
  at('inbox').hidden = !at('inbox').hidden;
  at('inbox-toggle').setAttribute('aria-expanded', String(!at('inbox').hidden));
});
document.addEventListener('keydown', pressed => {
  if (pressed.key === 'Escape' && !at('inbox').hidden) {
    at('inbox-toggle').click();
    at('inbox-toggle').focus();
  }
});
at('ack-all').addEventListener('click', () => {
  const open = [...news].filter(([, item]) => item.dataset.seen !== 'true').map(([eventId]) => eventId);
  if (open.length > 0) {
    const newest = Number(at('news').firstElementChild.dataset.sequence);
    attempt(async () => {
      await darkroom.ack(newest);
      open.forEach(seen);
    });
  }
});

const kept = sessionStorage.getItem(REFRESH);
if (kept === null) {
  show(false);
} else {
  session.refreshToken = kept;
  attempt(enter).then(() => owner === null && signOut());
}
