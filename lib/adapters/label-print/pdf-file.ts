/** A PDF 1.7 file written from front to back (ISO 32000-1): objects leave as soon as they are made, only their places are kept. */
import { deflateSync } from "node:zlib";

export type PdfFile = {
  readonly head: Uint8Array;
  /** A number for an object that is written later. */
  reserve(): number;
  /**
   * @param dictionary the entries between `<<` and `>>`; with a stream its length and filter are added
   * @param compressed false for what is random anyway: a signature costs more time than it saves room
   */
  object(id: number, dictionary: string, stream?: string | Uint8Array, compressed?: boolean): Uint8Array;
  /** Cross-reference table and trailer. */
  end(root: number, info: number): Uint8Array;
};

/** Enough to halve the size; more costs time and saves little. */
const LEVEL = 3;
/** Setting up a compressor costs more than a page with one label. */
const WORTH_COMPRESSING = 2048;

export function openPdf(): PdfFile {
  // The comment with high bytes tells file movers that this is not text.
  const head = Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1");
  const offsets: number[] = [0];
  let written = head.length;
  const note = (bytes: Buffer): Buffer => {
    written += bytes.length;
    return bytes;
  };
  return {
    head,
    reserve: () => offsets.push(0) - 1,
    object(id, dictionary, stream, compressed = true) {
      offsets[id] = written;
      if (stream === undefined) return note(Buffer.from(`${id} 0 obj\n<<${dictionary}>>\nendobj\n`, "latin1"));
      // A page of labels is written once and not copied: it is most of what a file costs beside its signatures.
      if (typeof stream === "string" && !compressed)
        return note(
          Buffer.from(
            `${id} 0 obj\n<<${dictionary}/Length ${stream.length}>>\nstream\n${stream}\nendstream\nendobj\n`,
            "latin1",
          ),
        );
      const plain = typeof stream === "string" ? Buffer.from(stream, "latin1") : stream;
      const small = !compressed || plain.length < WORTH_COMPRESSING;
      const data = small ? plain : deflateSync(plain, { level: LEVEL });
      const filter = small ? "" : "/Filter/FlateDecode";
      const before = `${id} 0 obj\n<<${dictionary}/Length ${data.length}${filter}>>\nstream\n`;
      return note(Buffer.concat([Buffer.from(before, "latin1"), data, Buffer.from("\nendstream\nendobj\n", "latin1")]));
    },
    end(root, info) {
      const entries = offsets.map((offset, id) =>
        id === 0 ? "0000000000 65535 f \n" : `${String(offset).padStart(10, "0")} 00000 n \n`,
      );
      const table = `xref\n0 ${offsets.length}\n${entries.join("")}`;
      const trailer = `trailer\n<</Size ${offsets.length}/Root ${root} 0 R/Info ${info} 0 R>>\nstartxref\n${written}\n%%EOF\n`;
      return Buffer.from(table + trailer, "latin1");
    },
  };
}

/** Points a millimetre. */
const POINTS = 72 / 25.4;

/** First operator of a page: from here on all lengths are millimetres, from the bottom left corner. */
export const IN_MILLIMETRES = `${num(POINTS)} 0 0 ${num(POINTS)} 0 0 cm\n`;

export function mediaBox(page: { readonly width: number; readonly height: number }): string {
  return `[0 0 ${num(page.width * POINTS)} ${num(page.height * POINTS)}]`;
}

/** Half a thousandth of a millimetre is nothing on paper, and PDF knows no exponents. */
export function num(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** UTF-16 with its mark, in hexadecimal: any title is a legal PDF string. */
export function pdfText(text: string): string {
  return `<FEFF${utf16Of(text)}>`;
}

/** Hexadecimal, big-endian. */
function utf16Of(text: string): string {
  let hex = "";
  for (let at = 0; at < text.length; at++) hex += text.charCodeAt(at).toString(16).padStart(4, "0");
  return hex;
}
