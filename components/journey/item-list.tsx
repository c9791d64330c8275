"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { TickField } from "../ui/field.tsx";
import { ScanField } from "../ui/scan-field.tsx";
import { signal } from "../ui/signal.ts";
import type { ChosenItem, FoundItem, LookUp } from "./found-item.ts";
import { ItemChip, type ListedItem } from "./item-chip.tsx";

const MOST = 500;

type Props = {
  lookUp: LookUp;
  /** Things chosen elsewhere, already looked up. */
  chosen?: readonly ChosenItem[];
  /** Things that were recorded: they leave the list, and what could not be used stays. */
  done?: ReadonlySet<string>;
  onCount?: (good: number, bad: number) => void;
};

/** Scan things one after the other into a form: each is looked up, told apart, and can be taken out again. */
export function ItemList({ lookUp, chosen = [], done, onCount }: Props) {
  const t = useTranslations("scanList");
  const [items, setItems] = useState<readonly ListedItem[]>(() =>
    chosen.map(({ text, found }, at) => ({ at, text, found })),
  );
  const [loud, setLoud] = useState(true);
  const next = useRef(chosen.length);
  const current = useRef(items);

  function change(to: readonly ListedItem[]) {
    current.current = to;
    setItems(to);
    onCount?.(goodOf(to).length, to.filter(({ found }) => isRefused(found)).length);
  }

  const changing = useRef(change);
  changing.current = change;
  useEffect(() => {
    if (done) changing.current(current.current.filter(({ found }) => found !== "twice" && !isAmong(found, done)));
  }, [done]);

  // What stood in the way may have been put right on another page: whoever comes back finds it looked up again.
  const lookingAgain = useRef(lookAgain);
  lookingAgain.current = lookAgain;
  useEffect(() => {
    const comeBack = () => document.visibilityState === "visible" && lookingAgain.current();
    document.addEventListener("visibilitychange", comeBack);
    return () => document.removeEventListener("visibilitychange", comeBack);
  }, []);

  function lookAgain() {
    for (const item of current.current.filter(({ found }) => isRefused(found) && found.way)) void answer(item);
  }

  async function answer({ at, text }: Pick<ListedItem, "at" | "text">): Promise<boolean> {
    const found = await lookUp(text).catch((): FoundItem => ({ state: "unknown", sentence: t("noAnswer") }));
    const others = goodOf(current.current.filter((item) => item.at !== at));
    const twice = found.state === "ok" && others.some(({ item }) => item === found.item);
    change(current.current.map((item) => (item.at === at ? { at, text, found: twice ? "twice" : found } : item)));
    return !twice && found.state === "ok";
  }

  async function add(text: string) {
    const at = next.current++;
    if (goodOf(current.current).length >= MOST) return;
    change([{ at, text, found: undefined }, ...current.current]);
    const isGood = await answer({ at, text });
    if (loud) signal(isGood);
  }

  const good = goodOf(items);
  const refused = items.filter(({ found }) => isRefused(found)).length;
  const bad = items.filter(({ found }) => found === "twice" || isRefused(found));
  return (
    <div>
      <ScanField label={t("label")} hint={t("hint")} add={t("add")} onScan={add} />
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p role="status" className={good.length > 0 ? "text-2xl font-semibold" : "text-ink-muted"}>
          {t("count", { count: good.length, refused })}
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
function isRefused(found: ListedItem["found"]): found is Exclude<FoundItem, { state: "ok" }> {
  return found !== undefined && found !== "twice" && found.state !== "ok";
}

function isAmong(found: Exclude<ListedItem["found"], "twice">, done: ReadonlySet<string>): boolean {
  return found?.state === "ok" && done.has(found.item);
}

function goodOf(items: readonly ListedItem[]) {
  return items.flatMap(({ found }) => (found && found !== "twice" && found.state === "ok" ? [found] : []));
}
