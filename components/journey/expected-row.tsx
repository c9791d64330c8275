"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { EXCEPTION_REASONS, type ExceptionReason } from "@/lib/domain/event/event.ts";
import { Button } from "../ui/button.tsx";
import { CONTROL } from "../ui/field.tsx";
import type { ExpectedItem } from "./match-scan.ts";

/** `reason` is empty until a person has chosen one. */
type Difference = { readonly reason: ExceptionReason | ""; readonly note: string };
type Props = {
  item: ExpectedItem;
  seen: ReadonlySet<string>;
  differences: ReadonlyMap<string, Difference>;
  onDiffer: (subject: string, difference: Difference | undefined) => void;
};

/** One expected thing: ticked or not, with a way to say what is wrong with it; a carton shows what should be inside. */
export function ExpectedRow({ item, seen, differences, onDiffer }: Props) {
  const t = useTranslations("receive");
  const [open, setOpen] = useState(false);
  const difference = differences.get(item.subject);
  const differs = difference !== undefined;
  const asked = useRef(false);
  const reason = useRef<HTMLSelectElement>(null);
  const differ = useRef<HTMLButtonElement>(null);
  // The button that was pressed goes: whoever pressed it goes on at what came in its place.
  useEffect(() => {
    if (!asked.current) return;
    asked.current = false;
    (differs ? reason : differ).current?.focus();
  }, [differs]);
  const say = (said: Difference | undefined) => {
    asked.current = true;
    onDiffer(item.subject, said);
  };
  const here =
    seen.has(item.subject) || (item.items.length > 0 && item.items.every(({ subject }) => seen.has(subject)));
  return (
    <li className={difference ? "bg-fault-soft" : undefined}>
      <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1 md:min-h-10">
        <svg width="14" height="14" viewBox="0 0 14 14" role="img" aria-label={here ? t("isSeen") : t("notSeen")}>
          <circle
            cx="7"
            cy="7"
            r="5.5"
            fill={here ? "var(--accent)" : "none"}
            stroke={here ? "var(--accent)" : "var(--line-strong)"}
            strokeWidth="1.5"
          />
        </svg>
        <span className="min-w-0 flex-1 max-sm:basis-[calc(100%-3rem)]">
          <span className="font-mono break-all" translate="no">
            {item.name}
          </span>{" "}
          <span className="text-sm text-ink-muted">
            {item.is === "module" ? item.partNumber : t("cartonOf", { count: item.items.length })}
          </span>
        </span>
        {item.items.length > 0 && (
          <Button look="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("hide") : t("show")}
          </Button>
        )}
        {!difference && (
          <Button
            ref={differ}
            look="plain"
            aria-label={t("differThing", { name: item.name })}
            onClick={() => say({ reason: "", note: "" })}
          >
            {t("differ")}
          </Button>
        )}
      </div>
      {difference && (
        <div className="flex flex-wrap items-end gap-2 px-4 pb-3">
          <label className="flex-1 basis-40">
            <span className="mb-1 block text-sm font-semibold">{t("reason")}</span>
            <select
              ref={reason}
              className={CONTROL}
              value={difference.reason}
              required
              onChange={(event) =>
                onDiffer(item.subject, { ...difference, reason: event.target.value as ExceptionReason })
              }
            >
              <option value="" disabled>
                {t("chooseReason")}
              </option>
              {EXCEPTION_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`reasonOf.${reason}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="flex-[2] basis-56">
            <span className="mb-1 block text-sm font-semibold">{t("note")}</span>
            <input
              className={CONTROL}
              value={difference.note}
              maxLength={500}
              onChange={(event) => onDiffer(item.subject, { ...difference, note: event.target.value })}
            />
          </label>
          <Button look="quiet" aria-label={t("noDifferenceThing", { name: item.name })} onClick={() => say(undefined)}>
            {t("noDifference")}
          </Button>
        </div>
      )}
      {item.items.length > 0 && open && (
        <ul className="ml-4 divide-y divide-line border-t border-l border-line">
          {item.items.map((inner) => (
            <ExpectedRow key={inner.subject} item={inner} seen={seen} differences={differences} onDiffer={onDiffer} />
          ))}
        </ul>
      )}
    </li>
  );
}
