/** One font of a PDF: text is written as glyph numbers, and at the end only the glyphs that were used are put into the file. */
import type { PdfFile } from "./pdf-file.ts";
import type { TrueType } from "./true-type.ts";

export type PdfFont = {
  readonly id: number;
  /** Hexadecimal glyph numbers for `Tj`; a character that the font lacks shows as its empty box. */
  hexOf(text: string): string;
  /** Width of a text in units of its size. */
  widthOf(text: string): number;
  /** The font's objects; call it when all text is written. */
  objects(): Iterable<Uint8Array>;
};

type Glyph = {
  readonly number: number;
  readonly hex: string;
  /** The four characters of `hex` as one word, in this machine's order. */
  readonly digits: number;
  readonly width: number;
};

export function openPdfFont(pdf: PdfFile, font: TrueType): PdfFont {
  const id = pdf.reserve();
  const known = new Map<number, Glyph>();
  const glyphOf = (character: string): Glyph => {
    const codePoint = character.codePointAt(0) ?? 0;
    const found = known.get(codePoint);
    if (found) return found;
    const number = font.glyphOf(codePoint);
    const hex = hex4(number);
    const glyph = { number, hex, digits: wordOf(hex), width: font.widthOf(number) };
    known.set(codePoint, glyph);
    return glyph;
  };
  // Serial numbers and codes are ASCII: their glyphs are found without a search.
  const ascii: (Glyph | undefined)[] = new Array(128).fill(undefined);
  // Glyph numbers of one text, written side by side: a string for each character would be thousands a page.
  let line = lineOf(256);
  const asciiGlyph = (unit: number): Glyph => {
    const found = glyphOf(String.fromCharCode(unit));
    ascii[unit] = found;
    return found;
  };
  const anyHexOf = (text: string) => Array.from(text, (character) => glyphOf(character).hex).join("");
  const anyWidthOf = (text: string) =>
    Array.from(text, (character) => glyphOf(character).width).reduce((a, b) => a + b, 0) / 1000;
  return {
    id,
    hexOf: (text) => {
      if (text.length > line.glyphs.length) line = lineOf(2 * text.length);
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (unit > 127) return line.text.toString("latin1", 0, 4 * at) + anyHexOf(text.slice(at));
        line.glyphs[at] = (ascii[unit] ?? asciiGlyph(unit)).digits;
      }
      return line.text.toString("latin1", 0, 4 * text.length);
    },
    widthOf: (text) => {
      let width = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (unit > 127) return width / 1000 + anyWidthOf(text.slice(at));
        width += (ascii[unit] ?? asciiGlyph(unit)).width;
      }
      return width / 1000;
    },
    objects: () => fontObjects(pdf, id, font, known),
  };
}

const NAME = "TRUELN+NotoSansSC-Medium";

function* fontObjects(
  pdf: PdfFile,
  id: number,
  font: TrueType,
  known: ReadonlyMap<number, Glyph>,
): Generator<Uint8Array> {
  const [descendant, descriptor, file, unicode] = [pdf.reserve(), pdf.reserve(), pdf.reserve(), pdf.reserve()];
  const glyphs = [...known.values()].sort((left, right) => left.number - right.number);
  const widths = glyphs.map(({ number, width }) => `${number}[${width}]`).join("");
  const subset = font.subset(glyphs.map(({ number }) => number));
  yield pdf.object(file, `/Length1 ${subset.length}`, subset);
  yield pdf.object(
    descriptor,
    `/Type/FontDescriptor/FontName/${NAME}/Flags 4/FontBBox[${font.box.join(" ")}]/ItalicAngle 0/Ascent ${font.ascent}` +
      `/Descent ${font.descent}/CapHeight 733/StemV 90/FontFile2 ${file} 0 R`,
  );
  yield pdf.object(
    descendant,
    `/Type/Font/Subtype/CIDFontType2/BaseFont/${NAME}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W[${widths}]`,
  );
  yield pdf.object(unicode, "", unicodeMap(known));
  yield pdf.object(
    id,
    `/Type/Font/Subtype/Type0/BaseFont/${NAME}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R`,
  );
}

/** So that a serial number can be copied out of the file. */
function unicodeMap(known: ReadonlyMap<number, Glyph>): string {
  const lines = [...known]
    .filter(([, { number }]) => number !== 0)
    .map(
      ([codePoint, { hex }]) =>
        `<${hex}><${Buffer.from(String.fromCodePoint(codePoint), "utf16le").swap16().toString("hex")}>`,
    );
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const block = lines.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return [
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def /CMapName/Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange",
    ...blocks,
    "endcmap CMapName currentdict/CMap defineresource pop end end",
  ].join("\n");
}

function wordOf(hex: string): number {
  const [word = 0] = new Uint32Array(Uint8Array.from(hex, (digit) => digit.charCodeAt(0)).buffer);
  return word;
}

/** Room for so many glyphs, four characters each. */
function lineOf(glyphs: number) {
  const words = new Uint32Array(glyphs);
  return { glyphs: words, text: Buffer.from(words.buffer) };
}

function hex4(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, "0");
}
