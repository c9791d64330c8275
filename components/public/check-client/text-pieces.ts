/** The text of a chosen file, or its bytes where it is a module's memory; both where it may be either. */
import { textOfBytes } from "../../../lib/domain/optics/readers/text-of-bytes.ts";

/** An image without a single NUL may pass for text. */
const LARGEST_IMAGE = 640;
/** Larger than any memory image; also enough to tell an encoding. */
const HEAD = 65_536;

export type Content = { readonly text: string; readonly bytes?: Uint8Array } | { readonly bytes: Uint8Array };

export async function contentOf(file: File): Promise<Content> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length <= HEAD) {
    const read = textOfBytes(bytes);
    if (read.kind === "binary") return { bytes };
    return bytes.length > LARGEST_IMAGE ? { text: read.text } : { text: read.text, bytes };
  }
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || !first || !second;
  if (isUtf16 && textOfBytes(bytes.slice(0, HEAD)).kind === "text")
    return { text: new TextDecoder(first === 0xfe || !first ? "utf-16be" : "utf-16le").decode(bytes) };
  if (textOfBytes(bytes.slice(0, HEAD)).kind === "binary") return { bytes };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder("latin1").decode(bytes) };
  }
}
