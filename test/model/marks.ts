/** What is known of things beside where they are, as a child would note it down. */
import type { Hash, LeafRange, MemberId, Subject, Time } from "../../lib/domain/event/event.ts";
import { labelIdOfSubject } from "../../lib/domain/event/subject.ts";

export type Scrapping = { readonly by: MemberId; readonly at: Time; readonly destroyed: boolean; readonly event: Hash };

export type LabelKeyMark = {
  readonly notBefore: Time;
  readonly notAfter: Time;
  readonly quota: number;
  issued: number;
  revoked: boolean;
};

export class Marks {
  /** Things that something was ever said of. */
  readonly touched = new Set<Subject>();
  readonly stolen = new Set<Subject>();
  readonly installed = new Set<Subject>();
  readonly scrapped = new Map<Subject, Scrapping>();
  /** Open recalls: of a module by its subject, and of the lot with its places. */
  readonly recalled = new Map<Subject, Set<number>>();
  readonly lotRecalls = new Map<number, readonly LeafRange[] | undefined>();
  /** The label on each module, label ids that do not count any more, and who uncovered which secret. */
  readonly labels = new Map<Subject, Hash>();
  readonly voided = new Set<Hash>();
  readonly activated = new Map<Subject, string>();
  /** Label keys, with how many labels each has signed. */
  readonly keys = new Map<Subject, LabelKeyMark>();
  private readonly lot: readonly Subject[];

  constructor(lot: readonly Subject[]) {
    this.lot = lot;
  }

  /** The lot's recall stops what nothing was said of yet. */
  hold(thing: Subject): boolean {
    const own = (this.recalled.get(thing)?.size ?? 0) > 0;
    const byLot = !this.touched.has(thing) && this.isRecalledPlace(this.lot.indexOf(thing));
    return own || byLot || this.stolen.has(thing) || this.installed.has(thing) || this.scrapped.has(thing);
  }

  maySign(key: Subject, at: Time): boolean {
    const mark = this.keys.get(key);
    return (
      mark !== undefined && !mark.revoked && mark.issued < mark.quota && mark.notBefore <= at && at <= mark.notAfter
    );
  }

  sign(key: Subject): void {
    const mark = this.keys.get(key);
    if (mark) mark.issued++;
  }

  labelOn(module: Subject): Hash {
    return this.labels.get(module) ?? labelIdOfSubject(module);
  }

  isDestroyed(thing: Subject): boolean {
    return this.scrapped.get(thing)?.destroyed ?? false;
  }

  recallsOf(module: Subject): Set<number> {
    const open = this.recalled.get(module) ?? new Set<number>();
    this.recalled.set(module, open);
    return open;
  }

  /** As one text, to be compared. */
  textOf(thing: Subject): string {
    const recalls = [...(this.recalled.get(thing) ?? [])].sort((a, b) => a - b);
    const scrapped = this.scrapped.has(thing) ? `scrapped ${this.isDestroyed(thing)}` : "";
    const own = thing.startsWith("module/") ? [this.labelOn(thing), this.activated.get(thing) ?? ""] : [];
    return [this.stolen.has(thing), this.installed.has(thing), scrapped, recalls.join("+"), ...own].join(" ");
  }

  private isRecalledPlace(index: number): boolean {
    const means = (leaves: readonly LeafRange[] | undefined) =>
      leaves === undefined || leaves.some(([from, to]) => from <= index && index < to);
    return index >= 0 && [...this.lotRecalls.values()].some(means);
  }
}
