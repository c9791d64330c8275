/** The lot that a job is about, out of its input. */
import { parseSubject } from "../domain/event/subject.ts";

/** An import says what it is to make, a packing which lot is packed. */
export function lotOfJob(input: unknown): string | undefined {
  const { lot } = (input ?? {}) as { readonly lot?: string | { readonly lotId: string } };
  if (typeof lot !== "string") return lot?.lotId;
  const parsed = parseSubject(lot);
  return parsed.ok && parsed.value.is === "lot" ? parsed.value.lotId : undefined;
}
