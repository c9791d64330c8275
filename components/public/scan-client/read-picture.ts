/** One picture read as well as the reader can: as it is, then by second looks at the place where something was seen. */
import { ALTERNATES, type Threshold } from "./alternates.ts";
import { type Grey, greyOf, type Pixels, pixelsOf, type Region, whole } from "./grey.ts";

/** What one look gives: texts that carried their error correction through, and where a code was seen, read or not. */
export type Look = { readonly texts: readonly string[]; readonly seen: readonly Region[] };
export type LookAt = (picture: Pixels, threshold: Threshold) => Promise<Look>;
/** How many second looks: a film shows the next picture soon and takes them in turn, a photo is all there is. */
export type Effort = "photo" | { readonly turn: number };

/** Longer than this nobody looks at a photo's waiting sentence. */
const PHOTO_PATIENCE_MS = 3_000;
/** Room around what was seen: a bent code is larger than its own corners say. */
const MARGIN = 0.35;

export async function readPicture(lookAt: LookAt, picture: Pixels, effort: Effort): Promise<Look> {
  const until = performance.now() + PHOTO_PATIENCE_MS;
  const first = await lookAt(picture, "local");
  if (first.texts.length > 0) return first;
  const grey = greyOf(picture);
  const parts = partsOf(first.seen, grey);
  for (const [part, alternate] of looksFor(parts, effort)) {
    if (performance.now() > until) break;
    const drawn = alternate.draw(grey, part);
    const look = await lookAt({ ...drawn, data: pixelsOf(drawn) }, alternate.threshold);
    if (look.texts.length > 0) return { ...first, texts: look.texts };
  }
  return first;
}

function looksFor(parts: readonly Region[], effort: Effort) {
  const all = parts.flatMap((part) => ALTERNATES.map((alternate) => [part, alternate] as const));
  if (effort === "photo") return all;
  return [all[effort.turn % all.length]!];
}

/** Where something was seen, and the whole picture. */
function partsOf(seen: readonly Region[], grey: Grey): Region[] {
  const all = whole(grey);
  const part = grown(seen, grey);
  return part && part.width * part.height < 0.8 * grey.width * grey.height ? [part, all] : [all];
}

function grown(seen: readonly Region[], grey: Grey): Region | undefined {
  if (seen.length === 0) return undefined;
  const left = Math.min(...seen.map((each) => each.left));
  const top = Math.min(...seen.map((each) => each.top));
  const right = Math.max(...seen.map((each) => each.left + each.width));
  const bottom = Math.max(...seen.map((each) => each.top + each.height));
  const room = MARGIN * Math.max(right - left, bottom - top);
  const from = { left: Math.max(0, left - room), top: Math.max(0, top - room) };
  return {
    ...from,
    width: Math.min(grey.width, right + room) - from.left,
    height: Math.min(grey.height, bottom + room) - from.top,
  };
}
