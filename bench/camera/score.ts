/** What a reader made of a set of pictures. */
import type { Read } from "./open-readers.ts";
import type { Photo } from "./photos.ts";

/** `beside`: other texts in a picture whose own text was read as well, so a second code; `wrong`: other texts alone. */
export type Score = {
  readonly hits: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly beside: readonly string[];
  readonly milliseconds: number;
};

export async function scoreOf(photos: readonly Photo[], read: Read): Promise<Score> {
  const [missed, wrong, beside] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let hits = 0;
  let milliseconds = 0;
  for (const photo of photos) {
    const { texts, took } = await read(photo);
    milliseconds += took;
    const others = texts.filter((text) => !equal(text, photo.text));
    if (others.length < texts.length) hits++;
    else missed.add(`${photo.name}@${photo.degrees}`);
    for (const other of others)
      (others.length < texts.length ? beside : wrong).add(`${photo.name}: ${JSON.stringify(other)}`);
  }
  return { hits, missed: [...missed], wrong: [...wrong], beside: [...beside], milliseconds };
}

/** ZXing's default writes control characters and application identifiers for the eye; either writing is the text. */
function equal(read: string, printed: string): boolean {
  return bare(read) === bare(printed);
}

function bare(text: string): string {
  const visible = text.replace(/<(SOH|DLE|GS)>/g, "").replace(/[()]/g, "");
  return [...visible].filter((character) => !"\u0001\u0010\u001d".includes(character)).join("");
}
