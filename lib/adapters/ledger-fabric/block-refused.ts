/** What a peer shows is not taken from it: it may be the peer's own word, so the next one is asked. */
export class BlockRefused extends Error {
  override name = "BlockRefused";
}

/** What the bytes say, or nothing where they are not of that form: whoever wrote them must not stop a reader. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
