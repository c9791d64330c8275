/** The bytes of a lot file as text: spreadsheets write UTF-8, UTF-8 with a mark, UTF-16 or GB18030 and do not say which. */

import type { FileBytes } from "../../ports/lot-files.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
export type FileKind = "text" | "workbook" | "empty";

export type Sniffed = {
  readonly encoding: Encoding;
  /** False when no encoding fits: a row with a replacement character in it is refused, the others are read. */
  readonly fits: boolean;
  readonly kind: FileKind;
  readonly bytes: number;
};

/**
 * Reads the whole file once. A mark decides; then strict UTF-8; then strict GB18030, in which almost any bytes mean something,
 * so it comes last.
 * @param seen gets every chunk, for a hash on the way
 */
export async function sniffFile(open: FileBytes, seen: (chunk: Uint8Array) => void = () => {}): Promise<Sniffed> {
  const utf8 = strict("utf-8");
  let head = new Uint8Array(0);
  let bytes = 0;
  for await (const chunk of open()) {
    seen(chunk);
    if (head.length < 4) head = Uint8Array.from([...head, ...chunk.subarray(0, 4 - head.length)]);
    bytes += chunk.length;
    utf8.takes(chunk);
  }
  const kind = bytes === 0 ? "empty" : head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 ? "workbook" : "text";
  const marked = markOf(head);
  if (marked) return { encoding: marked, fits: true, kind, bytes };
  if (utf8.ends()) return { encoding: "utf-8", fits: true, kind, bytes };
  const fits = await isAll("gb18030", open);
  return { encoding: fits ? "gb18030" : "utf-8", fits, kind, bytes };
}

/** Text in pieces, every line end as one LF, without the mark. Bytes that are no text become U+FFFD. */
export async function* textOf(open: FileBytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = "";
  for await (const chunk of open()) {
    const text = held + decoder.decode(chunk, { stream: true });
    // A CR at the end of a piece may be half of a CR LF.
    held = text.endsWith("\r") ? "\r" : "";
    const whole = held ? text.slice(0, -1) : text;
    if (whole) yield withLineFeeds(whole);
  }
  const rest = held + decoder.decode();
  if (rest) yield withLineFeeds(rest);
}

function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function markOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

async function isAll(encoding: Encoding, open: FileBytes): Promise<boolean> {
  const check = strict(encoding);
  for await (const chunk of open()) if (!check.takes(chunk)) return false;
  return check.ends();
}

function strict(encoding: Encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let fits = true;
  const attempt = (decode: () => void): boolean => {
    try {
      if (fits) decode();
    } catch {
      fits = false;
    }
    return fits;
  };
  return {
    takes: (chunk: Uint8Array) => attempt(() => decoder.decode(chunk, { stream: true })),
    ends: () => attempt(() => decoder.decode()),
  };
}
