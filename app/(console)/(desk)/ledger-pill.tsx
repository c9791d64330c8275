import { Network } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { env } from "@/lib/server/env.ts";

/** Which ledger answers, on every page, in words. */
export async function LedgerPill() {
  const t = await getTranslations("ledger");
  return (
    <Link
      href="/events"
      className="inline-flex min-h-8 items-center gap-2 rounded-full border border-dashed border-line-strong px-3 text-sm text-ink-muted hover:border-accent hover:text-accent"
    >
      <Network aria-hidden size={15} />
      {t("pill", { kind: t(env().ledger) })}
    </Link>
  );
}
