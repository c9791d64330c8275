import "server-only";

/**
 * multipart/form-data as it arrives (RFC 7578, RFC 2046 section 5.1): a file of two gigabytes passes through a few kilobytes.
 * The sender is the adversary: every length is bounded before it is believed.
 */
export type Part = {
  readonly name: string;
  readonly fileName?: string;
  readonly contentType?: string;
  /** Must be read to its end before the next part is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>;
};

export class MalformedMultipart extends Error {}

const MAX_HEAD_BYTES = 8 * 1024;
const MAX_PARTS = 20;
const CRLF = Buffer.from("\r\n");
const END_OF_HEAD = Buffer.from("\r\n\r\n");

/** The boundary of a content type; `undefined` when it is no multipart/form-data. */
export function boundaryOf(contentType: string | null): string | undefined {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? "") ?? [];
  return quoted ?? bare;
}

/** Yields parts in order. Throws `MalformedMultipart` where the bytes are not what RFC 2046 says. */
export async function* readParts(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const bytes = new Window(body[Symbol.asyncIterator]());
  // The first delimiter has no line end before it; with one put there, all are alike.
  bytes.prepend(CRLF);
  await bytes.dropThrough(delimiter);
  for (let count = 0; !(await bytes.takeIf("--")); count++) {
    if (count === MAX_PARTS) throw new MalformedMultipart(`more than ${MAX_PARTS} parts`);
    const head = await bytes.takeHead();
    let unread = true;
    const content = bytes.takeUntil(delimiter, () => {
      unread = false;
    });
    yield { ...headOf(head), bytes: content };
    if (unread) for await (const _ of content);
  }
}

/** The bytes that have arrived and were not yet taken. */
class Window {
  #kept: Buffer = Buffer.alloc(0);
  readonly #source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  prepend(bytes: Buffer): void {
    this.#kept = Buffer.concat([bytes, this.#kept]);
  }

  /** Whatever stands before the first delimiter is for old mail readers. */
  async dropThrough(delimiter: Buffer): Promise<void> {
    for await (const _ of this.takeUntil(delimiter, () => {}));
  }

  async takeIf(text: string): Promise<boolean> {
    while (this.#kept.length < text.length) await this.#more();
    const found = this.#kept.toString("latin1", 0, text.length) === text;
    if (found) this.#kept = this.#kept.subarray(text.length);
    return found;
  }

  async takeHead(): Promise<string> {
    for (;;) {
      const end = this.#kept.indexOf(END_OF_HEAD);
      if (end > MAX_HEAD_BYTES || (end < 0 && this.#kept.length > MAX_HEAD_BYTES))
        throw new MalformedMultipart("the head of a part is too long");
      if (end >= 0) {
        const head = this.#kept.toString("utf8", 0, end);
        this.#kept = this.#kept.subarray(end + END_OF_HEAD.length);
        return head;
      }
      await this.#more();
    }
  }

  /** All bytes before the delimiter, which is taken too. */
  async *takeUntil(delimiter: Buffer, done: () => void): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = this.#kept.indexOf(delimiter);
      // The last bytes may be the beginning of a delimiter.
      const sure = end >= 0 ? end : Math.max(0, this.#kept.length - delimiter.length + 1);
      if (sure > 0) yield this.#kept.subarray(0, sure);
      this.#kept = this.#kept.subarray(end >= 0 ? end + delimiter.length : sure);
      if (end >= 0) return done();
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw new MalformedMultipart("the body ends before its last boundary");
    this.#kept = this.#kept.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#kept, next.value]);
  }
}

function headOf(head: string): Omit<Part, "bytes"> {
  const fields = new Map(
    head
      .split("\r\n")
      .filter((line) => line.includes(":"))
      .map(
        (line) =>
          [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const,
      ),
  );
  const disposition = fields.get("content-disposition") ?? "";
  const name = parameterOf(disposition, "name");
  if (name === undefined) throw new MalformedMultipart("a part has no name in its Content-Disposition");
  const fileName = parameterOf(disposition, "filename");
  const contentType = fields.get("content-type");
  return { name, ...(fileName !== undefined && { fileName }), ...(contentType !== undefined && { contentType }) };
}

/** Browsers write quotes inside names as %22 (WHATWG HTML, multipart/form-data encoding). */
function parameterOf(disposition: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^\\s;"]+))`, "i").exec(disposition) ?? [];
  return (quoted ?? bare)?.replaceAll("%22", '"');
}
