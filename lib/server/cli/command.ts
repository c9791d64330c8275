import "server-only";

/** What every command of `truelane` keeps to: it gives an outcome, and one place prints it. */

/** `good`: exit 0; `negative`: the answer is no, exit 1; `failed`: wrong use or a failure, exit 2. */
export type Outcome = {
  readonly exit: "good" | "negative" | "failed";
  /** What `--json` prints: one object. */
  readonly json: unknown;
  /** What people read. */
  readonly lines: readonly string[];
  /** The command wrote its answer itself, because it is too large to hold. */
  readonly isPrinted?: true;
};

export type Command = {
  /** After the name: `FILE [--format NAME]`. */
  readonly usage: string;
  readonly purpose: string;
  readonly options?: Readonly<Record<string, { readonly type: "string" | "boolean" }>>;
  run(given: Given): Promise<Outcome>;
};

export type Given = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
};

/** A command line that cannot be understood: one sentence. */
export class WrongUse extends Error {}

/** A failure that everybody can read: one sentence, code for programs. */
export function failed(code: string, sentence: string): Outcome {
  return { exit: "failed", json: { ok: false, code, sentence }, lines: [sentence] };
}
