import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import type { EventRow } from "@/lib/usecases/queries.ts";

type Props = { event: EventRow; mayCorrect: boolean };

/** How the hash of an entry begins, the whole of it to copy, and the way to correct the entry. A correction itself is not corrected. */
export async function EntryHash({ event: { eventHash, index, kind }, mayCorrect }: Props) {
  const t = await getTranslations("events");
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-3 md:justify-start xl:flex-nowrap">
      <span className="inline-flex items-center gap-1">
        <span translate="no" title={eventHash} className="font-mono">
          {eventHash.slice(0, 8)}…
        </span>
        <CopyButton text={eventHash} />
      </span>
      {mayCorrect && kind !== "corrected" && (
        <Link
          className="link inline-flex min-h-11 items-center whitespace-nowrap md:min-h-0"
          href={`/record/corrections?event=${eventHash}`}
          aria-label={t("correctEntry", { entry: index })}
        >
          {t("correct")}
        </Link>
      )}
    </span>
  );
}
