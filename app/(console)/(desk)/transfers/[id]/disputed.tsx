import Link from "next/link";
import { parseSubject } from "@/lib/domain/event/subject.ts";
import type { TransferDetail } from "@/lib/usecases/queries.ts";

type Props = { thing: Pick<TransferDetail["except"][number], "item" | "name">; isMine: boolean };

/** What was not accepted is the giver's to look into; the receiver has no page of it. */
export function Disputed({ thing: { item, name }, isMine }: Props) {
  const path = isMine ? pageOf(item) : undefined;
  if (path === undefined)
    return (
      <span className="font-mono" translate="no">
        {name}
      </span>
    );
  return (
    <Link className="link font-mono" translate="no" href={path}>
      {name}
    </Link>
  );
}

function pageOf(item: string): string | undefined {
  const parsed = parseSubject(item);
  if (!parsed.ok) return undefined;
  if (parsed.value.is === "module") return `/modules/${parsed.value.labelId}`;
  return parsed.value.is === "container" ? `/containers/${parsed.value.sscc}` : undefined;
}
