"use client";
import { Box, CircleAlert, ExternalLink, LoaderCircle, Repeat, Tag, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { FoundItem } from "./found-item.ts";

export type ListedItem = {
  readonly at: number;
  readonly text: string;
  readonly found: FoundItem | "twice" | undefined;
};

type Props = { item: ListedItem; onRemove: () => void };

/** One scanned thing: what it is, or why it cannot be used, in words and by its mark. */
export function ItemChip({ item, onRemove }: Props) {
  const t = useTranslations("scanList");
  const { found } = item;
  const good = found !== undefined && found !== "twice" && found.state === "ok";
  const Mark = markOf(found);
  return (
    <li
      className={`flex items-center gap-3 rounded-[6px] border px-3 py-1 ${
        good
          ? "border-line-strong bg-panel"
          : found
            ? "border-2 border-fault bg-fault-soft"
            : "border-dashed border-line-strong"
      }`}
    >
      <Mark aria-hidden size={18} className={`shrink-0 ${found ? "" : "animate-spin"}`} />
      <span className="min-w-0 flex-1">
        <span translate="no" className="block font-mono break-all">
          {good ? found.name : item.text}
        </span>
        <span className="block text-sm text-ink-muted">{wordsOf(found, t)}</span>
        {found && found !== "twice" && found.state !== "ok" && found.way && (
          // Another tab: this list is not lost, and what is in it is looked up again when one comes back.
          <Link
            className="link inline-flex min-h-8 items-center gap-1 text-sm"
            href={found.way.href}
            target="_blank"
            rel="noopener"
          >
            {found.way.label}
            <ExternalLink aria-hidden size={14} />
            <span className="sr-only">{t("otherTab")}</span>
          </Link>
        )}
      </span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={t("remove", { name: good ? found.name : item.text })}
        className="inline-flex size-11 shrink-0 items-center justify-center rounded-[4px] hover:bg-sunken md:size-8"
      >
        <X aria-hidden size={18} />
      </button>
    </li>
  );
}

function markOf(found: ListedItem["found"]) {
  if (!found) return LoaderCircle;
  if (found === "twice") return Repeat;
  if (found.state !== "ok") return CircleAlert;
  return found.is === "container" ? Box : Tag;
}

function wordsOf(found: ListedItem["found"], t: ReturnType<typeof useTranslations<"scanList">>): string {
  if (!found) return t("looking");
  if (found === "twice") return t("twice");
  return found.state === "ok" ? found.detail : found.sentence;
}
