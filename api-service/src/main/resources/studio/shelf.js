// @ts-check
// What this browser remembers. Where a page may keep nothing, it lasts as long as the page.

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {'localStorage' | 'sessionStorage'} [name] */
export function shelf(name = 'localStorage') {
  /** @type {Storage | null} */
  let storage = null;
  try {
    storage = globalThis[name];
  } catch {
    // forbidden
  }
  return {
    /** @param {string} key @returns {any} null when there is none, or nonsense */
    read(key) {
      try {
        return JSON.parse((storage === null ? memory.get(key) : storage.getItem(key)) ?? 'null');
      } catch {
        return null;
      }
    },
    /** @param {string} key @param {any} value null takes it away */
    write(key, value) {
      const text = JSON.stringify(value);
      memory.set(key, text);
      try {
        value === null ? storage?.removeItem(key) : storage?.setItem(key, text);
      } catch {
        // full: the memory has it
      }
    },
  };
}
