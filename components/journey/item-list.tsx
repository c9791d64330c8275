"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { TickField } from "../ui/field.tsx";
import { ScanField } from "../ui/scan-field.tsx";
import { signal } from "../ui/signal.ts";
import type { FoundItem, LookUp } from "./found-item.ts";
import { ItemChip, type ListedItem } from "./item-chip.tsx";

const MOST = 500;

type Props = {
  lookUp: LookUp;
  /** Things chosen elsewhere, already looked up. */
  chosen?: readonly FoundItem[];
  /** Things that were recorded: they leave the list, and what could not be used stays. */
  done?: ReadonlySet<string>;
  onCount?: (good: number, bad: number) => void;
};

/** Scan things one after the other into a form: each is looked up, told apart, and can be taken out again. */
export function ItemList({ lookUp, chosen = [], done, onCount }: Props) {
  const t = useTranslations("scanList");
  const [items, setItems] = useState<readonly ListedItem[]>(() =>
    chosen.map((found, at) => ({ at, text: found.state === "ok" ? found.name : "", found })),
  );
  const [loud, setLoud] = useState(true);
  const next = useRef(chosen.length);
  const current = useRef(items);

  function change(to: readonly ListedItem[]) {
    current.current = to;
    setItems(to);
    onCount?.(goodOf(to).length, to.filter(isRefused).length);
  }

  const changing = useRef(change);
  changing.current = change;
  useEffect(() => {
    if (done) changing.current(current.current.filter(({ found }) => found !== "twice" && !isAmong(found, done)));
  }, [done]);

  async function add(text: string) {
    const at = next.current++;
    if (goodOf(current.current).length >= MOST) return;
    change([{ at, text, found: undefined }, ...current.current]);
    const found = await lookUp(text).catch((): FoundItem => ({ state: "unknown", sentence: t("noAnswer") }));
    const twice = found.state === "ok" && goodOf(current.current).some(({ item }) => item === found.item);
    const answered: FoundItem | "twice" = twice ? "twice" : found;
    change(current.current.map((item) => (item.at === at ? { at, text, found: answered } : item)));
    if (loud) signal(answered !== "twice" && answered.state === "ok");
  }

  const good = goodOf(items);
  const bad = items.filter(({ found }) => found !== undefined && (found === "twice" || found.state !== "ok"));
  return (
    <div>
      <ScanField label={t("label")} hint={t("hint")} add={t("add")} onScan={add} />
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p role="status" className={good.length > 0 ? "text-2xl font-semibold" : "text-ink-muted"}>
          {t("count", { count: good.length })}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <TickField name="sound" label={t("sound")} checked={loud} onChange={() => setLoud(!loud)} />
          <Button look="quiet" disabled={items.length === 0} onClick={() => change(current.current.slice(1))}>
            {t("undo")}
          </Button>
          {bad.length > 0 && (
            <Button look="quiet" onClick={() => change(current.current.filter((item) => !bad.includes(item)))}>
              {t("clearBad", { count: bad.length })}
            </Button>
          )}
        </div>
      </div>
      {good.map(({ item }) => (
        <input key={item} type="hidden" name="items" value={item} />
      ))}
      <ul aria-label={t("list")} className="mt-2 grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {items.map((item) => (
          <ItemChip
            key={item.at}
            item={item}
            onRemove={() => change(current.current.filter(({ at }) => at !== item.at))}
          />
        ))}
      </ul>
    </div>
  );
}

/** Looked up, and not usable: not what is merely in the list twice. */
function isRefused({ found }: ListedItem): boolean {
  return found !== undefined && found !== "twice" && found.state !== "ok";
}

function isAmong(found: Exclude<ListedItem["found"], "twice">, done: ReadonlySet<string>): boolean {
  return found?.state === "ok" && done.has(found.item);
}

function goodOf(items: readonly ListedItem[]) {
  return items.flatMap(({ found }) => (found && found !== "twice" && found.state === "ok" ? [found] : []));
}
