/** A chosen or taken photo, read on the device. */
import type { Decoder } from "./decoder.ts";
import { type Outcome, outcomeOfPicture } from "./outcome.ts";
import { OURS, say } from "./parts.ts";
import { HEAD_BYTES, photoKind, refusalOf } from "./photo-file.ts";
import { picturesOf } from "./pictures.ts";

/** `undefined`: the page has already said why there is no outcome. */
export async function readPhoto(photo: File, reader: () => Promise<Decoder>): Promise<Outcome | undefined> {
  const refusal = refusalOf(photo.size);
  if (refusal) return no(refusal);
  say("reading");
  const kind = photoKind(new Uint8Array(await photo.slice(0, HEAD_BYTES).arrayBuffer()));
  if (kind === "heic") return no("heic");
  if (kind === "other") return no("notImage");
  const pictures = await picturesOf(photo).catch((cause: unknown) =>
    cause instanceof RangeError ? "tooBig" : "notImage",
  );
  if (typeof pictures === "string") return no(pictures);
  const decoder = await reader().catch(() => undefined);
  if (!decoder) return no("noDecoder");
  const texts = new Set<string>();
  for (const picture of pictures) {
    const look = await decoder.read(picture(), "photo");
    for (const text of look.texts) texts.add(text);
    // What was seen and not read may be a second code: another size may show it.
    if (texts.size > 0 && look.seen.length <= texts.size) break;
  }
  const outcome = outcomeOfPicture([...texts], OURS);
  return outcome ?? no(kind === "animated" ? "nothingAnimated" : "nothing");
}

function no(sentence: "heic" | "notImage" | "tooBig" | "noDecoder" | "nothing" | "nothingAnimated"): undefined {
  say(sentence);
  return undefined;
}
