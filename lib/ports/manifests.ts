/** Manifests and print packs: primary data that must be durable before the ledger hears of the lot. */
import type { Hash } from "../domain/event/event.ts";

export interface Manifests {
  /** Writes lines (each with its LF) to a content-addressed file; file and folder are synced before it resolves. Answers the SHA-256 of all bytes. */
  write(lines: AsyncIterable<string> | Iterable<string>): Promise<Hash>;
  /** A manifest whose first line is known last. @param headLength of that line with its LF, in bytes */
  begin(headLength: number): Promise<ManifestDraft>;
  /** The lines of a manifest, without LF. Throws when it is not kept here. */
  lines(manifest: Hash): AsyncIterable<string>;
  has(manifest: Hash): Promise<boolean>;
  /** Keeps the lot's tree beside the manifest, so that a path is cheap. `levels`: leaves first, each level's 32-byte nodes joined. */
  keepTree(manifest: Hash, levels: readonly Uint8Array[]): Promise<void>;
  /** The audit path of one leaf, leaf upward. `undefined` when no tree was kept: read the lines instead. */
  path(manifest: Hash, index: number): Promise<readonly Hash[] | undefined>;
  /** As `path`, for several leaves of one lot. */
  paths(manifest: Hash, indexes: readonly number[]): Promise<readonly (readonly Hash[])[] | undefined>;
}

export interface ManifestDraft {
  /** Lines in order, each with its LF. The bytes may change once it resolves. */
  write(lines: Uint8Array): Promise<void>;
  /** As `Manifests.write`, with the line that was waited for. Throws RangeError for one of another length. */
  keep(head: Uint8Array): Promise<Hash>;
  /** Forgets what was written; after `keep` it does nothing. */
  abandon(): Promise<void>;
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
  /** Writes the pack anew without its secrets; they were handed out, once. */
  removeSecrets(lot: string): Promise<void>;
}
