/** Where a request comes from, as coarsely as somebody whom we trust tells us. */
import type { CoarsePlace } from "../domain/copies/visit.ts";

/** A header by its lower-case name. */
export type HeaderOf = (name: string) => string | undefined;

export interface Place {
  /** `null`: unknown. Never guessed from an address here, and never asked of a third party. */
  of(header: HeaderOf): CoarsePlace | null;
}
