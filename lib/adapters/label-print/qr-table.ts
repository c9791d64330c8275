/**
 * QR symbols of many texts of one form. The `qrcode` package makes the first symbol; from it come the fixed patterns, the
 * mask and the places of the codewords, so that each further symbol costs only the codewords that differ.
 * The mask is fixed: readers take any, and the standard's choice by penalty would cost more than all else.
 */
import QRCode, { type QRCodeMaskPattern, type QRCodeSegment } from "qrcode";
import type { Level } from "../../domain/label/sheet.ts";
import { openCodewords, type Run, runsOf } from "./qr-codewords.ts";
import { openQrRows } from "./qr-rows.ts";

export type QrTable = {
  readonly version: number;
  /** Modules on a side, without quiet zone. */
  readonly size: number;
  readonly bytesARow: number;
  /** Rows from the top, each padded to whole bytes, 1 = dark. The bytes are overwritten by the next call. */
  bitsOf(text: string): Buffer;
};

export const MASK: QRCodeMaskPattern = 2;

/** @param sample as long as every other text, with the same characters that QR's alphanumeric set lacks; the smallest version that holds it */
export function openQrTable(sample: string, level: Level): QrTable {
  const runs = runsOf(sample);
  const first = symbolOf(sample, runs, level);
  const { version } = first;
  const { size, data: dark, reservedBit } = first.modules;
  const codewords = openCodewords(version, level, runs, sample);
  const rows = openQrRows(size, dark, reservedBit, codewords.order);
  return {
    version,
    size,
    bytesARow: rows.bytesARow,
    bitsOf(text) {
      if (text.length !== sample.length)
        throw new RangeError(`a table for ${sample.length} characters was asked for ${text.length}`);
      return rows.withAdded(codewords.changesFor(text));
    },
  };
}

/** The smallest version that holds the text at that level. */
export function versionOf(text: string, level: Level): number {
  return symbolOf(text, runsOf(text), level).version;
}

function symbolOf(text: string, runs: readonly Run[], level: Level): QRCode.QRCode {
  return QRCode.create(segmentsOf(text, runs), { errorCorrectionLevel: level, maskPattern: MASK });
}

function segmentsOf(text: string, runs: readonly Run[]): QRCodeSegment[] {
  return runs.map(({ mode, from, to }) =>
    mode === "bytes"
      ? { mode: "byte", data: Buffer.from(text.slice(from, to), "latin1") }
      : { mode, data: text.slice(from, to) },
  );
}
