// `#/overview`: how everything stands, asked every 5 s.
import { api } from './api.js';
import { now } from './clock.js';
import { badge, el, heading, idOf, renew, section, since } from './dom.js';
import { count, counted, duration, words } from './format.js';
import { poll } from './poll.js';
import { replayLine } from './replay.js';
import { Spark } from './spark.js';
import { Table } from './table.js';
import { backends, breakerTone, concerns, LEASE_SECONDS, LIMITS, presence, tone } from './thresholds.js';

const EVERY_MILLIS = 5_000;

/** @param {HTMLElement} host */
export function showOverview(host) {
  const attention = el('ul', { class: 'concerns' });
  const running = el('div');
  const tiles = {
    pending: new Tile('Pending', 'generations'),
    age: new Tile('Oldest pending', `warns at ${duration(LIMITS.pendingAge[0])}, alarms at ${duration(LIMITS.pendingAge[1])}`),
    outbox: new Tile('Outbox due', 'records'),
    outboxAge: new Tile('Outbox behind', `warns at ${duration(LIMITS.outboxAge[0])}, alarms at ${duration(LIMITS.outboxAge[1])}`),
    lately: new Tile('Last 10 min', 'complete'),
    lag: new Tile('Consumer lag', 'records'),
    sessions: new Tile('Sessions', 'open'),
    letters: new Tile('Dead letters', 'open'),
    workers: new Tile('Workers', 'present'),
  };
  tiles.lately.element.hidden = tiles.lag.element.hidden = tiles.sessions.element.hidden = true;
  const stages = el('dl', { class: 'stages' });
  const codes = el('ul', { class: 'codes' });
  const breakers = breakerTable();
  const workers = workerTable();
  host.append(
    heading('Overview'),
    attention,
    running,
    el('div', { class: 'tiles' }, ...Object.values(tiles).map(({ element }) => element)),
    el('div', { class: 'columns' },
      section('Pending by stage', stages),
      section('AI backends', breakers.element),
      section('Open dead letters', codes)),
    section('Workers', workers.element, el('p', { class: 'soft note' },
      `Ages are as of the answer. A worker beats every 2 s; silent for ${LEASE_SECONDS} s, it loses its lease and others take its jobs.`)),
  );

  /** @param {[import('./types.js').Overview, import('./types.js').Page<import('./types.js').Worker>, import('./types.js').Page<import('./types.js').Replay>]} data */
  function show([overview, { items: starts }, { items: replays }]) {
    const at = now();
    const replay = replays[0] ?? null;
    const present = starts.filter(worker => worker.goneAt === null);
    const { pending, recent, outbox, deadLetters, consumerLag, sessions } = overview;
    const open = Object.values(deadLetters).reduce((sum, many) => sum + many, 0);

    const found = concerns(overview, present, replay, at);
    renew(attention,
      ...(found.length === 0
        ? [el('li', { class: 'good' }, 'Nothing needs attention.')]
        : found.map(({ tone: how, text, href }) =>
            el('li', { class: how }, badge(how, how === 'bad' ? 'alarm' : 'warning'), ' ', href === '#/overview' ? text : el('a', { href }, text)))),
    );
    renew(running, ...(replay !== null && ['RUNNING', 'PAUSED'].includes(replay.state) ? [replayLine(replay)] : []));

    tiles.pending.show(count(pending.total), 'good', pending.total);
    const age = pending.oldestSince === null ? 0 : Math.max(0, (at - Date.parse(pending.oldestSince)) / 1000);
    tiles.age.show(pending.oldestSince === null ? '–' : duration(age), tone(age, LIMITS.pendingAge), age,
      pending.oldestGenerationId && `#/generation/${pending.oldestGenerationId}`);
    tiles.outbox.show(count(outbox.pending), 'good', outbox.pending);
    tiles.outboxAge.show(duration(outbox.oldestAgeSeconds), tone(outbox.oldestAgeSeconds, LIMITS.outboxAge), outbox.oldestAgeSeconds);
    tiles.letters.show(count(open), open > 0 ? 'warn' : 'good', open, '#/dead-letters');
    const good = present.filter(worker => presence(worker, at).tone === 'good').length;
    tiles.workers.show(good === present.length ? count(good) : `${count(good)} of ${count(present.length)}`,
      good === 0 ? 'bad' : good < present.length ? 'warn' : 'good', good);
    if (recent !== undefined) {
      const { COMPLETE = 0, FAILED = 0 } = recent.byStatus;
      tiles.lately.show(count(COMPLETE), 'good', COMPLETE);
      tiles.lately.unit.textContent = `complete, ${count(FAILED)} failed, of those accepted`;
    }
    if (consumerLag !== null) {
      tiles.lag.show(count(consumerLag), tone(consumerLag, LIMITS.lag), consumerLag);
    } else {
      tiles.lag.unknown();
    }
    if (sessions !== null) {
      tiles.sessions.show(count(sessions), 'good', sessions);
    } else {
      tiles.sessions.unknown();
    }

    const most = Math.max(1, ...Object.values(pending.byStage));
    renew(stages, ...Object.entries(pending.byStage).map(([stage, many]) =>
      el('div', {}, el('dt', {}, words(stage)), el('dd', {}, el('span', { class: 'figure' }, count(many)),
        el('meter', { min: 0, max: most, value: many, 'aria-hidden': 'true' })))));
    renew(codes, ...(open === 0
      ? [el('li', { class: 'soft' }, 'None.')]
      : Object.entries(deadLetters).map(([code, many]) =>
          el('li', {}, el('a', { href: `#/dead-letters?code=${encodeURIComponent(code)}` }, code), el('span', { class: 'figure' }, count(many))))));
    breakers.update(backends(overview.breakers).flatMap(({ backend, states }) => states.map(each => ({ backend, ...each }))));
    workers.update(present.map(worker => ({
      ...worker, at, breakers: overview.breakers.filter(({ workerId }) => workerId === worker.id) })));
  }

  return poll({
    load: signal => Promise.all([api.overview(signal), api.workers(signal), api.replays({ limit: 1 }, signal)]),
    show,
    every: EVERY_MILLIS,
  }).stop;
}

/** One number that matters. */
class Tile {
  /** @param {string} name @param {string} unit */
  constructor(name, unit) {
    this.value = el('p', { class: 'value' });
    this.unit = el('p', { class: 'soft' }, unit);
    this.spark = new Spark();
    this.element = el('div', { class: 'tile card' }, el('h2', {}, name), this.value, this.unit, this.spark.element);
  }

  /**
   * @param {string} text
   * @param {string} how
   * @param {number} value
   * @param {string | null} [href]
   */
  show(text, how, value, href = null) {
    this.element.hidden = false;
    this.element.classList.toggle('warn', how === 'warn');
    this.element.classList.toggle('bad', how === 'bad');
    const link = this.value.querySelector('a');
    if (link !== null && href !== null) {
      link.textContent = text;
      link.href = href;
    } else {
      this.value.replaceChildren(href === null ? text : el('a', { href }, text));
    }
    this.spark.add(value);
  }

  /** One that was known before and is not now. */
  unknown() {
    this.element.classList.remove('warn', 'bad');
    this.value.replaceChildren('–');
  }
}

function breakerTable() {
  return new Table({
    caption: 'What the workers think of each AI backend',
    key: ({ backend, state, reason }) => `${backend} ${state} ${reason}`,
    none: 'No worker is present that could tell.',
    columns: [
      { title: 'Backend', cell: ({ backend }) => backend },
      { title: 'Breaker', cell: ({ state }) => badge(breakerTone(state), words(state).toLowerCase()) },
      { title: 'Reason', cell: ({ reason }) => (reason === null ? '–' : words(reason).toLowerCase()) },
      { title: 'Workers', number: true, cell: ({ workers }) => count(workers) },
    ],
  });
}

function workerTable() {
  return new Table({
    caption: 'Workers',
    key: worker => worker.id,
    none: 'No worker is present.',
    columns: [
      { title: 'Worker', cell: ({ name }) => name },
      { title: 'Start', cell: ({ id }) => idOf(id) },
      { title: 'State', cell: worker => { const { tone: how, text } = presence(worker, worker.at); return badge(how, text); } },
      { title: 'In flight', number: true, cell: ({ jobsInHand }) => counted(jobsInHand, 'job') },
      { title: 'Last beat', number: true, cell: worker => `${duration(Math.round(presence(worker, worker.at).silent))} before` },
      { title: 'Lease', number: true, cell: worker => {
        const left = LEASE_SECONDS - Math.round(presence(worker, worker.at).silent);
        return left > 0 ? `${duration(left)} left` : 'ran out';
      } },
      { title: 'Breakers', cell: ({ breakers }) => breakers.length === 0 ? '–'
        : breakers.map((/** @type {import('./types.js').Breaker} */ { backend, state }) =>
            badge(breakerTone(state), `${backend} ${words(state).toLowerCase()}`)) },
      { title: 'Up since', cell: ({ startedAt }) => since(startedAt) },
    ],
  });
}
