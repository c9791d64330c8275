/** A bag label in its own box, millimetres from the top left corner: signed QR code, words, and the field that is covered after printing. */
import { moduleFor, QUIET_ZONE, SAFE_MODULE, type Sheet } from "./sheet.ts";

type Symbol = { readonly left: number; readonly top: number; readonly side: number; readonly module: number };
export type BagLayout = {
  readonly signed: Symbol;
  readonly text: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** What the cover must hide: the second QR code, and below it the same secret to type. */
  readonly covered: {
    readonly qr: Symbol;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
};

const EDGE = 1;
const SHARE = { signed: 0.36, covered: 0.26 };
const LARGEST = { signed: 0.5, covered: 0.45 };
/** The secret to type stands on three lines. */
export const SECRET_LINES = 3;
export const SECRET_SIZE = 1.7;
export const SECRET_LEADING = 1.3;
const CAPTION = 2.6;
const LEAST_TEXT = 16;

/**
 * Nothing where a sheet's labels are too small for two codes that a phone reads.
 * @param signed @param secret sides of the two symbols in modules, without quiet zone
 */
export function layOutBag({ label }: Sheet, signed: number, secret: number): BagLayout | undefined {
  const { width, height } = label;
  const typed = SECRET_LINES * SECRET_SIZE * SECRET_LEADING;
  const large = moduleFor(Math.min(height - 2 * EDGE, width * SHARE.signed), signed, LARGEST.signed);
  const small = moduleFor(
    Math.min(height - 2 * EDGE - CAPTION - typed, width * SHARE.covered),
    secret,
    LARGEST.covered,
  );
  if (large < SAFE_MODULE || small < SAFE_MODULE) return undefined;
  const side = large * (signed + 2 * QUIET_ZONE);
  const coveredSide = small * (secret + 2 * QUIET_ZONE);
  const left = EDGE + side;
  const coveredLeft = width - EDGE - coveredSide;
  const textWidth = coveredLeft - left - EDGE;
  if (textWidth < LEAST_TEXT) return undefined;
  const coveredHeight = coveredSide + typed + 0.6;
  const coveredTop = EDGE + CAPTION + (height - 2 * EDGE - CAPTION - coveredHeight) / 2;
  return {
    signed: { left: EDGE, top: (height - side) / 2, side, module: large },
    text: { left, top: 2, width: textWidth, height: height - 3 },
    covered: {
      qr: { left: coveredLeft, top: coveredTop, side: coveredSide, module: small },
      left: coveredLeft,
      top: coveredTop,
      width: coveredSide,
      height: coveredHeight,
    },
  };
}
