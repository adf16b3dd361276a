// The client against a played world. `darkroom.js` lies beside this file when the tests run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, tickets } from './darkroom.js';
import { event, id, settle, Storage, welcome, World } from './world.mjs';

const LIVE = welcome({ mode: 'cursor', after: 5, through: 5 });

async function client(options = {}) {
  const world = new World();
  const heard = { events: [], gaps: [], states: [], statuses: [], progress: [] };
  let issued = 0;
  const darkroom = connect({
    ticket: async () => ({ ticket: 't' + ++issued, url: 'ws://notifier.test:8082/ws' }),
    storage: null,
    onEvent: (each, { seq }) => heard.events.push(seq),
    onProgress: each => heard.progress.push(each.id),
    onGap: gap => heard.gaps.push(gap),
    onState: state => heard.states.push(state.unacknowledged),
    onStatus: status => heard.statuses.push(status),
    world: world.parts,
    ...options,
  });
  await settle();
  return { world, darkroom, ...heard };
}

function acks(socket) {
  return socket.said.filter(message => message.type === 'ack');
}

test('it connects with its ticket as a second subprotocol, and without a cursor at first', async () => {
  const { world } = await client();
  assert.deepEqual(world.socket.protocols, ['darkroom.v1', 'ticket.t1']);
  assert.equal(world.socket.after, null);
});

test('a repeat is dropped, a cursor is kept for the owner, and the next page goes on there', async () => {
  const storage = new Storage();
  const first = await client({ owner: 'anna', storage, cursor: 'e:5' });
  assert.equal(first.world.socket.after, 'e:5');
  first.world.socket.hear(LIVE, event(6), event(6), event(5), event(7));
  assert.deepEqual(first.events, [6, 7]);
  first.darkroom.close();

  const next = await client({ owner: 'anna', storage });
  assert.equal(next.world.socket.after, 'e:7');
  const other = await client({ owner: 'berta', storage });
  assert.equal(other.world.socket.after, null);
});

test('a hole makes it resume at once with the cursor of the last event it handled', async () => {
  const { world, events } = await client({ cursor: 'e:5' });
  world.socket.hear(LIVE, event(6), event(8));
  await world.pass(0);
  assert.equal(world.sockets.length, 2);
  assert.equal(world.sockets[0].closedWith, 1000);
  assert.equal(world.socket.after, 'e:6');
  world.socket.hear(welcome({ mode: 'cursor', after: 6, through: 8, count: 2 }), event(7, true), event(8, true));
  assert.deepEqual(events, [6, 7, 8]);
});

test('a hole that stays does not become a storm of connections', async () => {
  const { world } = await client({ cursor: 'e:5' });
  for (let round = 0; round < 60; round++) {
    if (world.socket.readyState < 3) {
      world.socket.hear(LIVE, event(8));
    }
    await world.pass(1_000);
  }
  assert.ok(world.sockets.length < 12, world.sockets.length + ' connections in a minute');
});

test('what nobody acknowledged may skip numbers until `through`, and only there', async () => {
  const { world, darkroom, events } = await client();
  world.socket.hear(welcome({ mode: 'unacknowledged', through: 9, count: 2 }), event(3, true), event(7, true));
  assert.equal(darkroom.cursor, 'e:9');
  world.socket.hear(event(10), event(12));
  await world.pass(0);
  assert.deepEqual(events, [3, 7, 10]);
  assert.equal(world.socket.after, 'e:10');
});

test('with nothing to replay the welcome itself is the cursor', async () => {
  const { world, darkroom } = await client();
  world.socket.hear(welcome({ mode: 'unacknowledged', through: 9 }));
  assert.equal(darkroom.cursor, 'e:9');
});

test('a gap is told with an absolute address, and live events go on after it', async () => {
  const { world, darkroom, events, gaps } = await client({ cursor: 'old:3' });
  world.socket.hear(
    welcome({ mode: 'gap', through: 9 }),
    { type: 'gap', from: 1, to: 9, reload: '/api/notification?after=e:0' },
    event(10),
  );
  assert.deepEqual(gaps, [
    { from: 1, to: 9, reload: 'http://notifier.test:8082/api/notification?after=e:0' },
  ]);
  assert.deepEqual(events, [10]);
  assert.equal(darkroom.cursor, 'e:10');
  assert.equal(world.sockets.length, 1);
});

test('unacknowledged events beyond the replay come as a gap, after which it has a cursor', async () => {
  const { world, darkroom, gaps } = await client();
  world.socket.hear(welcome({ mode: 'unacknowledged', through: 900, count: 1 }, { unacknowledged: 300 }), event(2, true));
  assert.equal(darkroom.cursor, null);
  world.socket.hear({ type: 'gap', from: 3, to: 900, reload: '/x' });
  assert.equal(darkroom.cursor, 'e:900');
  assert.equal(gaps.length, 1);
});

test('a replay that skips numbers leaves no cursor until it is through, and what was handled is not repeated', async () => {
  const storage = new Storage();
  const { world, darkroom, events } = await client({ owner: 'anna', storage });
  const replay = welcome({ mode: 'unacknowledged', through: 9, count: 3 });
  world.socket.hear(replay, event(3, true), event(5, true), { type: 'ping', head: 9 });
  assert.equal(darkroom.cursor, null);
  world.socket.end(1006);
  await world.pass(500);
  assert.equal(world.socket.after, null);
  world.socket.hear(replay, event(3, true), event(5, true), event(7, true));
  assert.deepEqual(events, [3, 5, 7]);
  assert.equal(storage.getItem('darkroom.cursor.anna'), 'e:9');
});

test('a replay of which another device has acknowledged a part is through all the same', async () => {
  const announced = welcome({ mode: 'unacknowledged', through: 9, count: 3 });
  const ends = {
    'the server says so': { type: 'state', unacknowledged: 1, changes: [] },
    'its last number came': event(9, true),
    'a live event came': event(10),
  };
  for (const [end, frame] of Object.entries(ends)) {
    const { world, darkroom } = await client();
    world.socket.hear(announced, event(3, true));
    world.socket.hear({ type: 'state', unacknowledged: 2, changes: [{ eventId: id(7), acknowledgedAt: '2026-01-01T12:00:00Z' }] });
    assert.equal(darkroom.cursor, null, end);
    world.socket.hear(frame);
    assert.equal(darkroom.cursor, 'e:' + Math.max(9, frame.seq ?? 0), end);
  }
});

test('a ping is answered with the last number, and a head that nothing has followed at the next one is a hole', async () => {
  const { world } = await client({ cursor: 'e:5' });
  world.socket.hear(LIVE, { type: 'ping', head: 5 });
  assert.deepEqual(world.socket.said, [{ type: 'pong', seq: 5 }]);
  world.socket.hear({ type: 'ping', head: 7 });
  await world.pass(25_000);
  world.socket.hear(event(6), { type: 'ping', head: 7 });
  await world.pass(25_000);
  assert.equal(world.sockets.length, 1, 'events are coming, so it waits');
  world.socket.hear({ type: 'ping', head: 7 });
  await world.pass(0);
  assert.equal(world.sockets.length, 2);
  assert.equal(world.socket.after, 'e:6');
});

test('a connection that falls silent is given up after two pings', async () => {
  const { world } = await client({ cursor: 'e:5' });
  world.socket.hear(LIVE);
  await world.pass(49_000);
  assert.equal(world.sockets.length, 1);
  await world.pass(2_000);
  assert.equal(world.sockets.length, 2);
});

test('it stays away after a close that coming back would only repeat', async () => {
  for (const code of [1000, 1003, 1009, 4400, 4403, 4430]) {
    const { world, darkroom } = await client();
    world.socket.hear(LIVE);
    world.socket.end(code, 'why');
    await world.pass(120_000);
    assert.equal(world.sockets.length, 1, 'after ' + code);
    assert.deepEqual(darkroom.status, { state: 'closed', code, reason: 'why' });
    assert.equal(world.timers.length, 0);
  }
});

test('it resumes at once, with a fresh ticket, when the server still has everything', async () => {
  for (const code of [4401, 4408, 4470]) {
    const { world } = await client({ cursor: 'e:5' });
    world.socket.hear(LIVE, event(6));
    world.socket.end(code);
    await world.pass(0);
    assert.equal(world.sockets.length, 2, 'after ' + code);
    assert.deepEqual(world.socket.protocols, ['darkroom.v1', 'ticket.t2']);
    assert.equal(world.socket.after, 'e:6');
  }
});

test('it comes back when `reconnect` said, and not before', async () => {
  const { world } = await client();
  world.socket.hear(LIVE, { type: 'reconnect', afterMillis: 3817 });
  await world.pass(100);
  world.socket.end(1012, 'restart');
  world.document.dispatchEvent(new Event('visibilitychange'));
  await world.pass(3_716);
  assert.equal(world.sockets.length, 1);
  await world.pass(1);
  assert.equal(world.sockets.length, 2);
});

test('it leaves by itself when the server says `reconnect` and then nothing', async () => {
  const { world } = await client();
  world.socket.hear(LIVE, { type: 'reconnect', afterMillis: 3817 });
  await world.pass(3_817);
  assert.equal(world.sockets.length, 2);
});

test('it backs off with full jitter, from half a second to half a minute', async () => {
  const { world, statuses } = await client();
  world.chance = 1;
  for (let round = 0; round < 9; round++) {
    world.socket.end(1006);
    await world.pass(statuses.at(-1).retryInMillis);
  }
  const waits = statuses.filter(each => each.state === 'waiting').map(each => each.retryInMillis);
  assert.deepEqual(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  world.chance = 0.25;
  world.socket.end(1006);
  assert.equal(statuses.at(-1).retryInMillis, 7_500);
});

test('a good connection brings the back-off down to its beginning', async () => {
  const { world, statuses } = await client();
  world.chance = 1;
  for (let round = 0; round < 5; round++) {
    world.socket.end(1006);
    await world.pass(30_000);
  }
  world.socket.hear(LIVE);
  await world.pass(10_000);
  world.socket.end(1006);
  assert.equal(statuses.at(-1).retryInMillis, 500);
});

test('after too many messages it stays away for five seconds at least', async () => {
  const { world, statuses } = await client();
  world.chance = 0;
  world.socket.hear(LIVE);
  world.socket.end(4429);
  assert.equal(statuses.at(-1).retryInMillis, 5_000);
});

test('the network that is back and the page that is looked at again wake it', async () => {
  const { world } = await client();
  world.chance = 1;
  for (let round = 0; round < 8; round++) {
    world.socket.end(1006);
    await world.pass(30_000);
  }
  const before = world.sockets.length;
  world.socket.end(1006);
  world.page.dispatchEvent(new Event('online'));
  await world.pass(500);
  assert.equal(world.sockets.length, before + 1);
  world.socket.end(1006);
  world.document.dispatchEvent(new Event('visibilitychange'));
  await world.pass(500);
  assert.equal(world.sockets.length, before + 2);
});

test('a ticket that cannot be had is asked for again, one that is refused is not', async () => {
  const answers = [new Error('offline'), { ticket: 'a', url: 'ws://notifier.test/ws' }];
  const { world } = await client({
    ticket: async () => {
      const next = answers.shift();
      if (next instanceof Error) {
        throw next;
      }
      return next;
    },
  });
  assert.equal(world.sockets.length, 0);
  await world.pass(500);
  assert.equal(world.sockets.length, 1);

  const refused = await client({
    ticket: async () => {
      throw Object.assign(new Error('no ticket: 401'), { status: 401 });
    },
  });
  await refused.world.pass(120_000);
  assert.equal(refused.darkroom.status.state, 'closed');
  assert.equal(refused.darkroom.status.code, 4401);
  assert.equal(refused.world.timers.length, 0);
});

test('a handshake that leads nowhere is given up', async () => {
  const { world } = await client();
  await world.pass(15_000 + 250);
  assert.equal(world.sockets.length, 2);
});

test('it renews its credential, and tries again when that fails', async () => {
  const { world } = await client();
  world.socket.hear(LIVE, { type: 'reauth', by: '2026-01-01T12:15:00Z' });
  await settle();
  assert.deepEqual(world.socket.said, [{ type: 'auth', id: 'm1', ticket: 't2' }]);
  world.socket.hear({ type: 'error', id: 'm1', code: 'UNAVAILABLE', message: '' });
  await world.pass(5_000);
  assert.deepEqual(world.socket.said[1], { type: 'auth', id: 'm2', ticket: 't3' });
  world.socket.hear({ type: 'ok', id: 'm2', unacknowledged: 4 });
  await world.pass(20_000);
  assert.equal(world.socket.said.length, 2);
});

test('a credential that stays the same is offered once, and a new end is answered again', async () => {
  const { world } = await client();
  world.socket.hear(LIVE);
  for (let beat = 0; beat < 40; beat++) {
    world.socket.hear({ type: 'reauth', by: '2026-01-01T12:15:00Z' });
    await settle();
    world.socket.hear({ type: 'ok', id: 'm1', unacknowledged: 0 });
  }
  assert.deepEqual(world.socket.said, [{ type: 'auth', id: 'm1', ticket: 't2' }]);
  world.socket.hear({ type: 'reauth', by: '2026-01-01T12:30:00Z' });
  await settle();
  assert.deepEqual(world.socket.said[1], { type: 'auth', id: 'm2', ticket: 't3' });
});

test('a number that waits for its acknowledgement does not outlive its stream, an id does', async () => {
  for (const rebuilt of [
    welcome({ mode: 'gap', through: 40 }),
    { ...welcome({ mode: 'unacknowledged', through: 40, count: 1 }), cursor: 'f:40' },
  ]) {
    const { world, darkroom } = await client(rebuilt.resume.mode === 'gap' ? { cursor: 'e:5' } : {});
    world.socket.hear(rebuilt.resume.mode === 'gap' ? LIVE : welcome({ mode: 'unacknowledged', through: 5, count: 1 }));
    const sent = darkroom.ack(30);
    const queued = darkroom.ack(31);
    const byId = darkroom.ack(id(1));
    world.socket.end(1006);
    await world.pass(500);
    world.socket.hear(rebuilt);
    await assert.rejects(sent, { code: 'OTHER_STREAM' });
    await assert.rejects(queued, { code: 'OTHER_STREAM' });
    assert.deepEqual(acks(world.socket), [{ type: 'ack', id: 'm2', eventIds: [id(1)] }]);
    world.socket.hear({ type: 'ok', id: 'm2', unacknowledged: 0 });
    await byId;
  }
});

test('an acknowledgement outlives the connection and is sent until the server has it', async () => {
  const { world, darkroom } = await client();
  const done = darkroom.ack(id(1));
  assert.equal(world.socket.said.length, 0);
  world.socket.hear(LIVE);
  assert.deepEqual(acks(world.socket), [{ type: 'ack', id: 'm1', eventIds: [id(1)] }]);
  world.socket.end(1006);
  await world.pass(500);
  world.socket.hear(LIVE);
  assert.deepEqual(acks(world.socket), [{ type: 'ack', id: 'm2', eventIds: [id(1)] }]);
  world.socket.hear({ type: 'ok', id: 'm2', unacknowledged: 2 });
  assert.equal(await done, 2);
  assert.equal(darkroom.unacknowledged, 2);
});

test('acknowledgements that come while one is on its way go together', async () => {
  const { world, darkroom } = await client();
  world.socket.hear(LIVE);
  for (let each = 0; each < 150; each++) {
    darkroom.ack(id(each));
  }
  darkroom.ack(3);
  darkroom.ack(9);
  const sizes = [];
  for (let round = 1; acks(world.socket).length >= round; round++) {
    const message = acks(world.socket)[round - 1];
    sizes.push(message.eventIds?.length ?? 'through ' + message.through);
    world.socket.hear({ type: 'ok', id: message.id, unacknowledged: 0 });
  }
  assert.deepEqual(sizes, [1, 64, 64, 21, 'through 9']);
});

test('however many are acknowledged, the server never hears too many messages', async () => {
  const { world, darkroom } = await client();
  world.socket.hear(LIVE);
  for (let second = 0; second < 600; second++) {
    darkroom.ack(id(second));
    await world.pass(100);
    const last = acks(world.socket).at(-1);
    world.socket.hear({ type: 'ok', id: last.id, unacknowledged: 0 });
  }
  assert.ok(acks(world.socket).length <= 91, acks(world.socket).length + ' messages in a minute');
});

test('one that the server refuses does not take the others with it', async () => {
  const { world, darkroom } = await client();
  const first = darkroom.ack(id(1));
  const wrong = darkroom.ack(id(2));
  const last = darkroom.ack(id(3));
  world.socket.hear(LIVE);
  for (let round = 0; round < 4; round++) {
    const message = acks(world.socket)[round];
    world.socket.hear(
      message.eventIds.includes(id(2))
        ? { type: 'error', id: message.id, code: 'BAD_MESSAGE', message: 'eventIds are UUIDs' }
        : { type: 'ok', id: message.id, unacknowledged: 0 },
    );
  }
  await Promise.all([first, last]);
  await assert.rejects(wrong, { code: 'BAD_MESSAGE' });
});

test('what is no event id is never sent, since the server would hold it against the client', async () => {
  const { world, darkroom } = await client();
  world.socket.hear(LIVE);
  for (const wrong of ['', 'fox', [id(1), 'fox'], 0, -1, 1.5, NaN]) {
    await assert.rejects(darkroom.ack(wrong), TypeError);
  }
  assert.equal(await darkroom.ack([]), 0);
  assert.deepEqual(world.socket.said, []);
});

test('while the database is away it keeps what it has to acknowledge', async () => {
  const { world, darkroom } = await client();
  world.socket.hear(LIVE);
  const done = darkroom.ack(7);
  world.socket.hear({ type: 'error', id: 'm1', code: 'UNAVAILABLE', message: '' });
  await world.pass(2_000);
  assert.deepEqual(acks(world.socket)[1], { type: 'ack', id: 'm2', through: 7 });
  world.socket.hear({ type: 'ok', id: 'm2', unacknowledged: 0 });
  assert.equal(await done, 0);
});

test('the count is what the server said last, wherever it said so, and nothing is counted here', async () => {
  const { world, darkroom, states } = await client({ cursor: 'e:5' });
  world.socket.hear(
    welcome({ mode: 'cursor', after: 5, through: 6, count: 1 }, { unacknowledged: 3 }),
    event(6, true),
    event(7, false, { unacknowledged: 5 }), // 8 is on its way
    { type: 'state', unacknowledged: 4, changes: [{ eventId: id(8), acknowledgedAt: '2026-01-01T12:00:00Z' }] },
    event(8, false, { unacknowledged: 4 }),
    { type: 'ping', head: 8, unacknowledged: 4 },
    { type: 'ping', head: 8, unacknowledged: 3 }, // one has expired
    event(9), // of an older server
  );
  assert.deepEqual(states, [3, 5, 4, 3]);
  assert.equal(darkroom.unacknowledged, 3);
});

test('progress passes through, frames of a newer server pass by, and a handler may fail', async t => {
  t.mock.method(console, 'error', () => {});
  const { world, progress, darkroom } = await client({
    onEvent: () => {
      throw new Error('the page is broken');
    },
  });
  world.socket.hear(LIVE, { type: 'progress', event: { id: 'p' } }, { type: 'aurora' }, event(6));
  assert.deepEqual(progress, ['p']);
  assert.equal(darkroom.cursor, 'e:6');
  assert.equal(console.error.mock.callCount(), 1);
});

test('closing leaves no timer, no listener and no promise behind', async () => {
  const { world, darkroom } = await client();
  world.socket.hear(LIVE, { type: 'ping', head: 9 });
  const never = darkroom.ack(id(1));
  darkroom.close();
  assert.equal(world.timers.length, 0);
  assert.equal(world.socket.closedWith, 1000);
  await assert.rejects(never, /closed here/);
  await assert.rejects(darkroom.ack(id(2)), /closed/);
  world.page.dispatchEvent(new Event('online'));
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);

  const waiting = await client();
  waiting.world.socket.end(1006);
  waiting.darkroom.close();
  assert.equal(waiting.world.timers.length, 0);
});

test('a handler may close it at any moment', async () => {
  for (const state of ['connecting', 'open', 'waiting']) {
    const world = new World();
    let darkroom = null;
    let wanted = 0;
    const close = () => darkroom?.close() ?? queueMicrotask(() => darkroom.close());
    darkroom = connect({
      ticket: async () => ({ ticket: 't' + ++wanted, url: 'ws://notifier.test/ws' }),
      storage: null,
      onStatus: status => status.state === state && close(),
      world: world.parts,
    });
    await settle();
    world.socket?.hear(LIVE);
    world.socket?.end(1006);
    await world.pass(60_000);
    assert.equal(darkroom.status.state, 'closed', state);
    assert.equal(world.timers.length, 0, state);
    assert.ok(world.sockets.length < 2, state);
  }
});

test('the ticket function sends the bearer of the moment and tells a refusal', async () => {
  const asked = [];
  let status = 201;
  const fetch = async (address, request) => {
    asked.push([address, request.method, request.headers.Authorization]);
    return { ok: status < 300, status, json: async () => ({ ticket: 'x', url: 'ws://n/ws' }) };
  };
  let token = 'one';
  const ticket = tickets('http://notifier.test/', () => token, fetch);
  assert.deepEqual(await ticket(), { ticket: 'x', url: 'ws://n/ws' });
  token = 'two';
  status = 401;
  await assert.rejects(ticket(), { status: 401 });
  assert.deepEqual(asked, [
    ['http://notifier.test/api/notification/ticket', 'POST', 'Bearer one'],
    ['http://notifier.test/api/notification/ticket', 'POST', 'Bearer two'],
  ]);
});
