import { productSubject } from "@/lib/domain/event/subject.ts";
import { type LotInput, lotInput } from "@/lib/usecases/commands.ts";
import type { ProductRow } from "@/lib/usecases/queries.ts";

/** The names of what was typed for a lot, in the address of its import. */
export const LOT_FIELDS = ["product", "lotId", "madeOn", "site", "secrets", "labelKey"] as const;
export type LotFields = Partial<Record<(typeof LOT_FIELDS)[number], string>>;

/** The import of a lot with what was typed for it. @param at "product" shows the form; "file" goes on to the file where it is complete */
export function lotFormPath(member: string, lot: LotInput, at: "product" | "file"): string {
  const given = new URLSearchParams({
    product: productSubject(member, lot.partNumber, lot.revision),
    lotId: lot.lotId,
    madeOn: lot.madeOn,
    ...(lot.site && { site: lot.site }),
    ...(lot.secrets && { secrets: "1" }),
    ...(lot.labelKey && { labelKey: lot.labelKey }),
    ...(at === "product" && { edit: "1" }),
  });
  return `/lots/new?${given}`;
}

/** The lot that such an address speaks of; `undefined` where something is missing or not as it must be. */
export function lotOfFields(
  given: LotFields,
  product: Pick<ProductRow, "partNumber" | "revision"> | undefined,
): LotInput | undefined {
  const { lotId, madeOn, site, labelKey } = given;
  const { partNumber, revision } = product ?? {};
  const secrets = given.secrets === "1";
  return lotInput.safeParse({ lotId, partNumber, revision, madeOn, site, secrets, labelKey }).data;
}
