import "server-only";

/** Next may load a module once for pages and once for handlers; connections and listeners are the process's, made once. */
const shared = globalThis as typeof globalThis & { truelane?: Map<string, unknown> };

/** The thing of this name, made at the first call. Under one name there is always one type: callers keep it to one file. */
export function processWide<T>(name: string, make: () => T): T {
  shared.truelane ??= new Map();
  if (!shared.truelane.has(name)) shared.truelane.set(name, make());
  return shared.truelane.get(name) as T;
}

/** Forgets the thing of this name and answers it. */
export function takeProcessWide<T>(name: string): T | undefined {
  const found = shared.truelane?.get(name) as T | undefined;
  shared.truelane?.delete(name);
  return found;
}
