/** What the scan page must say of a label beside its record: a confirmed case, and contradictions that nobody has explained. */
import type { CaseFinding } from "../domain/copies/alert-words.ts";
import type { Contradiction } from "../domain/copies/contradiction.ts";
import type { Hash, Time } from "../domain/event/event.ts";

export type LabelWarning = {
  /** Two people of the brand owner confirmed it: V7 SUSPECT. */
  readonly confirmed: { readonly case: string; readonly finding: CaseFinding; readonly at: Time } | null;
  /** Of open alerts of severity high: listed under the verdict, which they do not change. */
  readonly contradictions: readonly Contradiction[];
};

export interface Warnings {
  /** At most a second old. `undefined`: nothing to say. Throws when it cannot be told, which is not "nothing". */
  of(label: Hash): Promise<LabelWarning | undefined>;
}
