/** What the page and its decoding worker tell each other. Bytes and texts stay between them. */
import type { Finding, InputFormat, Unread } from "../../../lib/domain/optics/answer.ts";
import type { SelfOutcome } from "../../../lib/domain/optics/self-outcome.ts";
import type { ModuleStatement } from "../../../lib/domain/optics/statement.ts";
import type { Said } from "./facts-view.ts";

export type Source = { readonly text: string } | { readonly file: File };
/** One module as lists show it; the rest is asked for when somebody looks. */
export type Row = {
  readonly port?: string;
  readonly vendorName?: string;
  readonly partNumber?: string;
  readonly serial?: string;
  readonly evidence: "bytes" | "text";
  readonly self: SelfOutcome;
  readonly findings: readonly Finding[];
};
/** `sums`: checksums of all modules. `tell`: commands that say more of the modules that say nothing. `isBinary`: at least one file was no text. */
export type Decoded = {
  readonly is: "decoded";
  readonly id: number;
  readonly rows: readonly Row[];
  readonly formats: readonly InputFormat[];
  readonly around: readonly Finding[];
  readonly tell: readonly string[];
  readonly sums: { readonly good: number; readonly bad: number; readonly open: number };
  readonly unread: readonly Unread[];
  readonly unreadCount: number;
  readonly isBinary: boolean;
  readonly ms: number;
};
export type ToWorker =
  | { readonly is: "decode"; readonly id: number; readonly sources: readonly Source[]; readonly format?: InputFormat }
  | { readonly is: "said"; readonly at: number }
  | { readonly is: "statements"; readonly from: number; readonly to: number };
export type FromWorker =
  | Decoded
  | { readonly is: "progress"; readonly id: number; readonly modules: number }
  | { readonly is: "said"; readonly at: number; readonly said: Said }
  | { readonly is: "statements"; readonly from: number; readonly statements: readonly ModuleStatement[] };
