/** The camera's pictures, one after the other and never two at once, until something is found or nobody looks any more. */
import type { Decoder } from "./decoder.ts";
import type { Region } from "./grey.ts";
import { type Outcome, outcomeOfPicture } from "./outcome.ts";
import { OURS, say } from "./parts.ts";
import { brightness, frameOf } from "./pictures.ts";
import type { Look } from "./read-picture.ts";

type Film = {
  readonly video: HTMLVideoElement;
  readonly decoder: Decoder;
  readonly hasTorch: boolean;
  runs(): boolean;
  /** Answers whether the film goes on. */
  found(outcome: Outcome): boolean;
};

const PAUSE_MS = 40;
const BLACK_AFTER_MS = 2_000;
const FAR_AFTER_MS = 6_000;
/** Shares of the picture's area. */
const NEAR = 0.6;
const FAR = 0.02;

export async function watchFilm({ video, decoder, hasTorch, runs, found }: Film): Promise<void> {
  const since = performance.now();
  let last = "";
  for (let turn = 0; runs(); ) {
    const picture = frameOf(video);
    if (picture) {
      if (turn === 0) performance.mark("first-picture");
      const light = brightness(picture);
      const area = picture.width * picture.height;
      const look = await decoder.read(picture, { turn });
      if (!runs()) return;
      // Another code was seen and not read: one more picture may show both.
      const texts =
        look.texts.length === 1 && look.seen.length > 1 ? await withNext(video, decoder, turn, look) : look.texts;
      const outcome = outcomeOfPicture(texts, OURS);
      const key = JSON.stringify(outcome);
      if (outcome && key !== last && !found(outcome)) return;
      if (!outcome) say(hintFor(look, area, light, performance.now() - since, hasTorch));
      last = outcome ? key : last;
      turn++;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function withNext(
  video: HTMLVideoElement,
  decoder: Decoder,
  turn: number,
  first: Look,
): Promise<readonly string[]> {
  const picture = frameOf(video);
  const next = picture ? await decoder.read(picture, { turn }) : first;
  return [...new Set([...first.texts, ...next.texts])];
}

function hintFor({ seen }: Look, area: number, light: number, lookedFor: number, hasTorch: boolean) {
  if (lookedFor < BLACK_AFTER_MS) return "looking";
  if (light < 4) return "black";
  if (light < 40) return hasTorch ? "darkTorch" : "dark";
  const share = Math.max(0, ...seen.map((each: Region) => (each.width * each.height) / area));
  if (share > NEAR) return "near";
  if (share > FAR) return "still";
  return lookedFor > FAR_AFTER_MS || share > 0 ? "far" : "looking";
}
