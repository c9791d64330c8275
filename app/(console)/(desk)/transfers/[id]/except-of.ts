import type { ExpectedItem } from "@/components/journey/match-scan.ts";
import type { ExceptionReason } from "@/lib/domain/event/event.ts";

/** `reason` is empty until a person has chosen one; the command refuses an empty one. */
export type Difference = { readonly reason: ExceptionReason | ""; readonly note: string };
export type Excepted = { readonly item: string; readonly reason: ExceptionReason | ""; readonly note?: string };

/** The differences as the command takes them: modules by label id, containers by SSCC. What lies in an excepted container goes with it. */
export function exceptOf(
  items: readonly ExpectedItem[],
  differences: ReadonlyMap<string, Difference>,
): readonly Excepted[] {
  return items.flatMap((item) => {
    const difference = differences.get(item.subject);
    if (!difference) return exceptOf(item.items, differences);
    const note = difference.note.trim();
    return [{ item: nameOf(item), reason: difference.reason, ...(note !== "" && { note }) }];
  });
}

/** `module/{labelId}`; a container is known by its number. */
function nameOf({ is, subject, name }: ExpectedItem): string {
  return is === "module" ? (subject.split("/")[1] ?? name) : name;
}
