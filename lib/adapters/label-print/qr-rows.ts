/** A QR symbol as rows of bits, to which the bits of codewords are added where they stand (ISO/IEC 18004 section 7.7.3). */
import { NO_CODEWORD } from "./qr-codewords.ts";

/** Columns in the first of a row's two words. The two columns that codewords wind along are never torn apart there. */
const LEFT = 25;
const BYTES_OF_WORDS = 8;

export type QrRows = {
  readonly bytesARow: number;
  /** The symbol that it was opened with, with these codewords added (XOR): rows from the top, each padded to whole bytes. Overwritten by the next call. */
  withAdded(codewords: Uint8Array): Buffer;
};

/**
 * @param dark the modules of a symbol of at most 53 on a side, row by row
 * @param reserved those that hold no codewords
 * @param order which codeword of the symbol each byte of `withAdded` is
 */
export function openQrRows(
  size: number,
  dark: ArrayLike<number>,
  reserved: ArrayLike<number>,
  order: Int16Array,
): QrRows {
  const bytesARow = Math.ceil(size / 8);
  const own = wordsOf(size, dark);
  const rows = own.slice();
  const { pieces, starts } = piecesOf(bitPlaces(size, reserved), order);
  const bytes = Buffer.alloc(size * bytesARow + BYTES_OF_WORDS);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    bytesARow,
    withAdded(codewords) {
      rows.set(own);
      for (let at = 0; at < codewords.length; at++) {
        const codeword = REVERSED[codewords[at] ?? 0] ?? 0;
        if (codeword === 0) continue;
        const end = starts[at + 1] ?? 0;
        for (let next = starts[at] ?? 0; next < end; next++) {
          const piece = pieces[next] ?? 0;
          const word = piece >>> 15;
          // A shift looks at the low five bits of its distance alone.
          rows[word] = (rows[word] ?? 0) ^ (((codeword >> (piece >>> 10)) & (piece >>> 5) & 3) << piece);
        }
      }
      // What is too much for a row is overwritten by the next one.
      for (let row = 0, at = 0; row < rows.length; row += 2, at += bytesARow) {
        const [left, right] = [rows[row] ?? 0, rows[row + 1] ?? 0];
        view.setUint32(at, left | (right >>> LEFT));
        view.setUint32(at + 4, right << (32 - LEFT));
      }
      return bytes.subarray(0, size * bytesARow);
    },
  };
}

type Place = { readonly word: number; readonly shift: number };

function placeOf(row: number, column: number): Place {
  return column < LEFT ? { word: 2 * row, shift: 31 - column } : { word: 2 * row + 1, shift: 31 - (column - LEFT) };
}

function wordsOf(size: number, dark: ArrayLike<number>): Uint32Array {
  const words = new Uint32Array(2 * size);
  for (let at = 0; at < size * size; at++) {
    const { word, shift } = placeOf(Math.floor(at / size), at % size);
    words[word] = (words[word] ?? 0) | ((dark[at] ? 1 : 0) << shift);
  }
  return words;
}

/** Each bit of the codewords in turn: two columns at a time from the right, upward and downward in turn, column 6 left out. */
function bitPlaces(size: number, reserved: ArrayLike<number>): Place[] {
  const places: Place[] = [];
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2, upward = !upward) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) if (!reserved[row * size + column]) places.push(placeOf(row, column));
    }
  }
  return places;
}

/**
 * Bits of a codeword that are neighbours in a row are added together: each piece is one bit or two. From its low end it says how far they
 * are moved to the left (five bits), which they are (five), how far they are moved to the right first (five), and the word.
 * Codewords are reversed, so that the first bit, which stands further to the right, is the lowest.
 */
type Pieces = { readonly pieces: Uint32Array; readonly starts: Uint16Array };

function piecesOf(places: readonly Place[], order: Int16Array): Pieces {
  const pieces: number[] = [];
  const starts = Array.from(order, (codeword) => {
    const start = pieces.length;
    const bits = codeword === NO_CODEWORD ? [] : places.slice(8 * codeword, 8 * codeword + 8);
    for (let bit = 0; bit < bits.length; bit++) {
      const [{ word, shift }, left] = [bits[bit] as Place, bits[bit + 1]];
      const isPair = left?.word === word && left.shift === shift + 1;
      pieces.push((word << 15) | (bit << 10) | ((isPair ? 0b11 : 0b1) << 5) | shift);
      if (isPair) bit++;
    }
    return start;
  });
  return { pieces: Uint32Array.from(pieces), starts: Uint16Array.from([...starts, pieces.length]) };
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
});
