/** Lines as large chunks of UTF-8, so that a lot of a million modules is some thousand writes. */
const CHUNK = 1 << 20;

export async function* lineBytes(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  let kept: string[] = [];
  let length = 0;
  for await (const line of lines) {
    kept.push(line);
    length += line.length;
    if (length < CHUNK) continue;
    yield Buffer.from(kept.join(""), "utf8");
    kept = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(kept.join(""), "utf8");
}

/** A plain list needs no promise for each of its lines. */
export function* lineBytesOf(lines: Iterable<string>): Generator<Uint8Array> {
  let kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    kept.push(line);
    length += line.length;
    if (length < CHUNK) continue;
    yield Buffer.from(kept.join(""), "utf8");
    kept = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(kept.join(""), "utf8");
}
