/** Pictures on disk with the text that each shows. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** `text`: what is printed in it. `url`: the picture as a data address, for the browser that draws it. */
export type Photo = { readonly name: string; readonly text: string; readonly url: string; readonly degrees: number };

const TYPES: Readonly<Record<string, string>> = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" };

/** In all four directions. A picture without a text beside it is not part of the set. @throws when there is none */
export async function photosIn(folder: string): Promise<Photo[]> {
  const files = (await readdir(folder, { recursive: true })).sort();
  const photos: Photo[] = [];
  for (const file of files) {
    const type = TYPES[file.split(".").at(-1)?.toLowerCase() ?? ""];
    const beside = file.replace(/\.\w+$/, ".txt");
    if (!type || !files.includes(beside)) continue;
    const text = await readFile(join(folder, beside), "utf8");
    const bytes = await readFile(join(folder, file));
    const url = `data:${type};base64,${bytes.toString("base64")}`;
    for (const degrees of [0, 90, 180, 270]) photos.push({ name: relative(".", file), text, url, degrees });
  }
  if (photos.length === 0) throw new Error(`${folder} holds no picture with a .txt beside it`);
  return photos;
}
