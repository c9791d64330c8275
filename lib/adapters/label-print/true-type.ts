/**
 * As much of a TrueType font (ISO/IEC 14496-22) as a PDF needs: characters to glyphs, widths, and a smaller font with the
 * glyphs that were used. Glyph numbers stay, so that text can be written before the subset is known.
 */
export type TrueType = {
  readonly glyphs: number;
  /** Per 1000 of the font size. */
  readonly ascent: number;
  readonly descent: number;
  readonly box: readonly [number, number, number, number];
  /** The glyph of a character; 0 where the font has none. */
  glyphOf(codePoint: number): number;
  /** Advance per 1000 of the font size. */
  widthOf(glyph: number): number;
  /** A font file with these glyphs and what they are made of; all others are empty. */
  subset(used: Iterable<number>): Uint8Array;
};

const KEPT_TABLES = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"] as const;

/** @param file a TrueType font with `glyf` outlines and long `loca` offsets, as the Noto fonts have */
export function readTrueType(file: Buffer): TrueType {
  const tables = tablesOf(file);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (!found) throw new Error(`the font has no table ${tag}`);
    return found;
  };
  const head = table("head");
  if (head.readInt16BE(50) !== 1) throw new Error("the font has short loca offsets");
  const perThousand = 1000 / head.readUInt16BE(18);
  const scaled = (units: number) => Math.round(units * perThousand);
  const hhea = table("hhea");
  const hmtx = table("hmtx");
  const metrics = hhea.readUInt16BE(34);
  const glyphs = table("maxp").readUInt16BE(4);
  const characters = characterMap(table("cmap"));
  return {
    glyphs,
    ascent: scaled(hhea.readInt16BE(4)),
    descent: scaled(hhea.readInt16BE(6)),
    box: [36, 38, 40, 42].map((at) => scaled(head.readInt16BE(at))) as [number, number, number, number],
    glyphOf: (codePoint) => characters(codePoint),
    widthOf: (glyph) => scaled(hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1))),
    subset: (used) => fontFile(subsetTables(tables, table, withParts(used, table("glyf"), table("loca")))),
  };
}

function tablesOf(file: Buffer): Map<string, Buffer> {
  const count = file.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, at) => {
      const entry = 12 + 16 * at;
      const offset = file.readUInt32BE(entry + 8);
      return [
        file.toString("latin1", entry, entry + 4),
        file.subarray(offset, offset + file.readUInt32BE(entry + 12)),
      ] as const;
    }),
  );
}

/** Format 12 (all of Unicode) if the font has it, else format 4. */
function characterMap(cmap: Buffer): (codePoint: number) => number {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.readUInt32BE(4 + 8 * at + 4));
  const full = offsets.find((offset) => cmap.readUInt16BE(offset) === 12);
  if (full === undefined) throw new Error("the font has no character map of format 12");
  const groups = cmap.readUInt32BE(full + 12);
  return (codePoint) => {
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = full + 16 + 12 * middle;
      const first = cmap.readUInt32BE(at);
      if (codePoint < first) high = middle - 1;
      else if (codePoint > cmap.readUInt32BE(at + 4)) low = middle + 1;
      else return cmap.readUInt32BE(at + 8) + codePoint - first;
    }
    return 0;
  };
}

const MORE_COMPONENTS = 0x20;
const WORDS = 0x01;
const SCALE = 0x08;
const TWO_SCALES = 0x40;
const MATRIX = 0x80;

/** A composite glyph draws others, which must come along. */
function withParts(used: Iterable<number>, glyf: Buffer, loca: Buffer): Set<number> {
  const all = new Set<number>([0]);
  const queue = [...used];
  for (let glyph = queue.pop(); glyph !== undefined; glyph = queue.pop()) {
    if (all.has(glyph)) continue;
    all.add(glyph);
    const outline = glyf.subarray(loca.readUInt32BE(4 * glyph), loca.readUInt32BE(4 * glyph + 4));
    if (outline.length < 10 || outline.readInt16BE(0) >= 0) continue;
    for (let at = 10, flags = MORE_COMPONENTS; flags & MORE_COMPONENTS; ) {
      flags = outline.readUInt16BE(at);
      queue.push(outline.readUInt16BE(at + 2));
      at += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0);
    }
  }
  return all;
}

function subsetTables(tables: ReadonlyMap<string, Buffer>, table: (tag: string) => Buffer, used: ReadonlySet<number>) {
  const glyf = table("glyf");
  const loca = table("loca");
  const count = loca.length / 4 - 1;
  const offsets = Buffer.alloc(loca.length);
  const outlines: Buffer[] = [];
  let at = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    offsets.writeUInt32BE(at, 4 * glyph);
    if (!used.has(glyph)) continue;
    const outline = glyf.subarray(loca.readUInt32BE(4 * glyph), loca.readUInt32BE(4 * glyph + 4));
    outlines.push(outline, Buffer.alloc(-outline.length & 3));
    at += (outline.length + 3) & ~3;
  }
  offsets.writeUInt32BE(at, 4 * count);
  const made = new Map<string, Buffer>([
    ["glyf", Buffer.concat(outlines)],
    ["loca", offsets],
  ]);
  return KEPT_TABLES.flatMap((tag) => {
    const bytes = made.get(tag) ?? tables.get(tag);
    return bytes ? [[tag, bytes] as const] : [];
  });
}

function fontFile(tables: readonly (readonly [string, Buffer])[]): Uint8Array {
  const directory = Buffer.alloc(12 + 16 * tables.length);
  const log = Math.floor(Math.log2(tables.length));
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(16 << log, 6);
  directory.writeUInt16BE(log, 8);
  directory.writeUInt16BE(16 * tables.length - (16 << log), 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  tables.forEach(([tag, bytes], at) => {
    const entry = 12 + 16 * at;
    directory.write(tag, entry, "latin1");
    directory.writeUInt32BE(checksumOf(bytes), entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(bytes.length, entry + 12);
    parts.push(bytes, Buffer.alloc(-bytes.length & 3));
    offset += (bytes.length + 3) & ~3;
  });
  return Buffer.concat(parts);
}

function checksumOf(bytes: Buffer): number {
  const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
