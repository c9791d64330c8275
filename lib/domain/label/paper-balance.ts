/** When the labels of a lot on paper are accounted for (design.md section 6): each that was printed is on a module, or void. */
export type PaperCounts = { readonly printed: number; readonly applied: number; readonly voided: number };

/** A lot of which nothing was printed is not labelled, so its paper does not balance either. */
export function isBalanced(counts: PaperCounts): boolean {
  return counts.printed > 0 && paperLeft(counts) === 0;
}

/** Printed labels of which nobody knows where they are; below zero where more came back than were printed. */
export function paperLeft({ printed, applied, voided }: PaperCounts): number {
  return printed - applied - voided;
}
