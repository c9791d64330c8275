"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";

/** One click copies the exact text, without the blanks that were only drawn. */
export function CopyButton({ text }: { text: string }) {
  const t = useTranslations("ui.copy");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast(t("done"));
    } catch {
      toast(t("failed"));
    }
  }
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={t("label", { text })}
      className="inline-flex size-11 items-center justify-center rounded-[4px] align-middle text-ink-muted hover:bg-sunken hover:text-accent md:size-7"
    >
      <Copy aria-hidden size={15} />
    </button>
  );
}
