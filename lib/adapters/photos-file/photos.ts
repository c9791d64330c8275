/** Photos in a folder. Their kind is read from their own bytes; what a browser calls them decides nothing. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ok, refuse } from "../../domain/result.ts";
import type { PhotoProblem, Photos } from "../../ports/photos.ts";
import { writeDurably } from "../durable-file.ts";

export const MOST_BYTES = 10 * 1024 * 1024;
const TYPES: Readonly<Record<string, string>> = { jpg: "image/jpeg", png: "image/png", webp: "image/webp" };
const NAME = /^[0-9a-f]{32}\.(jpg|png|webp)$/;

export function openPhotos(folder: string): Photos {
  return {
    async keep(bytes) {
      if (bytes.length > MOST_BYTES) return refuse("photo-too-large");
      const kind = kindOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (kind.startsWith("photo-")) return refuse(kind as PhotoProblem);
      const name = `${randomBytes(16).toString("hex")}.${kind}`;
      await writeDurably(folder, [bytes], () => name);
      return ok(name);
    },
    async read(name) {
      const kind = NAME.exec(name)?.[1];
      if (kind === undefined) return undefined;
      const bytes = await readFile(join(folder, name)).catch((fault: NodeJS.ErrnoException) => {
        if (fault.code === "ENOENT") return undefined;
        throw fault;
      });
      return bytes && { type: TYPES[kind]!, bytes };
    },
  };
}

/** `jpg png webp`, or why it is none of them. A format's name for a file that moves is a refusal too. */
function kindOf(bytes: Buffer): string {
  const ascii = (from: number, to: number) => bytes.toString("latin1", from, to);
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpg";
  if (ascii(0, 8) === "\x89PNG\r\n\x1a\n")
    return bytes.indexOf("acTL") > 0 && bytes.indexOf("acTL") < bytes.indexOf("IDAT") ? "photo-animated" : "png";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP")
    return ascii(12, 16) === "VP8X" && ((bytes[20] ?? 0) & 2) !== 0 ? "photo-animated" : "webp";
  if (ascii(0, 3) === "GIF") return "photo-animated";
  if (ascii(4, 8) === "ftyp" && /hei[cfsmx]|hevc|mif1|msf1|avif/.test(ascii(8, 40))) return "photo-heic";
  return "photo-unknown";
}
