/** Addresses of the log's tiles: 256 hashes each, C2SP tlog-tiles. */
import { ok, type Result, refuse } from "../result.ts";

/** `level`: 0 to 63, or `entries` for the bundles of log entries. `width`: 1 to 255 of a partial tile, 256 of a full one. */
export type Tile = { readonly level: number | "entries"; readonly index: number; readonly width: number };
export type TileError = { readonly code: "malformed"; readonly detail: string };

const FULL = 256;

/** `tile/0/x001/x234/067`, and `….p/8` for one that is not full. @throws RangeError for what no log has */
export function tilePath(level: number | "entries", index: number, width: number = FULL): string {
  const known = level === "entries" || (Number.isInteger(level) && level >= 0 && level <= 63);
  if (!known || !Number.isSafeInteger(index) || index < 0 || !Number.isInteger(width) || width < 1 || width > FULL)
    throw new RangeError(`no tile ${level}/${index} of width ${width}`);
  const groups = String(index)
    .replace(/\B(?=(?:\d{3})+$)/g, "/")
    .split("/");
  const last = groups.length - 1;
  const path = groups.map((group, at) => `${at < last ? "x" : ""}${group.padStart(3, "0")}`).join("/");
  return `tile/${level}/${path}${width === FULL ? "" : `.p/${width}`}`;
}

/** Refuses every spelling but that of `tilePath`, so that each tile has one address to cache. */
export function parseTilePath(path: string): Result<Tile, TileError> {
  const parts = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  const level = parts?.[1] === "entries" ? "entries" : Number(parts?.[1]);
  const index = Number(parts?.[2]?.replace(/[x/]/g, ""));
  const width = parts?.[3] === undefined ? FULL : Number(parts[3]);
  const known =
    parts !== null && Number.isSafeInteger(index) && width > 0 && width <= FULL && (level === "entries" || level < 64);
  if (!known || tilePath(level, index, width) !== path)
    return refuse({ code: "malformed", detail: `no tile: ${path.slice(0, 80)}` });
  return ok({ level, index, width });
}
