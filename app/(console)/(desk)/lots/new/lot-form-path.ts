import { productSubject } from "@/lib/domain/event/subject.ts";
import type { LotInput } from "@/lib/usecases/commands.ts";

/** The import of a lot with what was typed for it. @param at "product" shows the form; "file" goes on to the file where it is complete */
export function lotFormPath(member: string, lot: LotInput, at: "product" | "file"): string {
  const given = new URLSearchParams({
    product: productSubject(member, lot.partNumber, lot.revision),
    lotId: lot.lotId,
    madeOn: lot.madeOn,
    ...(lot.site && { site: lot.site }),
    ...(lot.labelKey && { labelKey: lot.labelKey }),
    ...(at === "product" && { edit: "1" }),
  });
  return `/lots/new?${given}`;
}
