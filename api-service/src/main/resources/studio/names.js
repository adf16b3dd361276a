// @ts-check

/** A name nobody else has. Plain http from another machine has no `crypto.randomUUID`. */
export function newName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
