/** Manifests and print packs: primary data that must be durable before the ledger hears of the lot. */
import type { Hash } from "../domain/event/event.ts";

export interface Manifests {
  /** Writes lines (each with its LF) to a content-addressed file; file and folder are synced before it resolves. Answers the SHA-256 of all bytes. */
  write(lines: AsyncIterable<string> | Iterable<string>): Promise<Hash>;
  /** The lines of a manifest, without LF. Throws when it is not kept here. */
  lines(manifest: Hash): AsyncIterable<string>;
  has(manifest: Hash): Promise<boolean>;
}

/** One module's line of a print pack. Codes and secrets live nowhere else (design.md section 6). */
export type PrintLine = {
  readonly index: number;
  readonly code: string;
  readonly secret?: string;
  readonly serialNumber: string;
};

export interface PrintPacks {
  /** One encrypted file for a lot, synced before it resolves. */
  write(lot: string, lines: AsyncIterable<PrintLine> | Iterable<PrintLine>): Promise<void>;
  /** Decrypted lines in index order. Throws `print pack gone` when it was deleted. */
  read(lot: string): AsyncIterable<PrintLine>;
  has(lot: string): Promise<boolean>;
  remove(lot: string): Promise<void>;
}
