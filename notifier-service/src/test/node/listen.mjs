// An independent client: npm's `ws`. Prints each frame on a line; sends each line it reads. Its first argument is a URL,
// its second a ticket.
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const [url, ticket] = process.argv.slice(2);
const socket = new WebSocket(url, ['darkroom.v1', 'ticket.' + ticket]);
const say = line => console.log(JSON.stringify(line));

socket.on('open', () => say({ open: true, protocol: socket.protocol, extensions: socket.extensions }));
socket.on('message', (data, isBinary) => say({ frame: JSON.parse(data.toString('utf8')), isBinary }));
socket.on('ping', () => say({ controlPing: true }));
socket.on('unexpected-response', (_, response) => {
  say({ refused: response.statusCode });
  process.exit();
});
socket.on('error', failure => say({ error: failure.message }));
socket.on('close', (code, reason) => {
  say({ closed: code, reason: reason.toString('utf8') });
  process.exit();
});
createInterface({ input: process.stdin })
  .on('line', line => socket.send(line))
  .on('close', () => socket.close(1000));
