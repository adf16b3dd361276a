// Reads an AsyncAPI file and exits with 1 when the official parser finds a fault in it.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const file = process.argv[2];
const { document, diagnostics } = await new Parser().parse(await readFile(file, 'utf8'));
const faults = diagnostics.filter(each => each.severity <= 1);
for (const each of diagnostics) {
  console.log(['error', 'warning', 'information', 'hint'][each.severity], each.code, each.path.join('.'), each.message);
}
if (document === undefined || faults.length > 0) {
  process.exitCode = 1;
} else {
  console.log(`${document.version()}: ${document.allMessages().length} messages, ${document.operations().length} operations`);
}
