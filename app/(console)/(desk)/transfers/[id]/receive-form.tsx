"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExpectedRow } from "@/components/journey/expected-row.tsx";
import { allOf, type ExpectedItem, matchScan } from "@/components/journey/match-scan.ts";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ConfirmSubmit } from "@/components/ui/confirm-submit.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { Act, Follow } from "@/components/ui/outcome.ts";
import { ScanField } from "@/components/ui/scan-field.tsx";
import { signal } from "@/components/ui/signal.ts";
import { useWords } from "@/components/ui/use-words.ts";
import type { GuardWords } from "../../swap-guard/guard-words.ts";
import { SwapGuard } from "../../swap-guard/swap-guard.tsx";
import { type Difference, exceptOf } from "./except-of.ts";

type Props = {
  guardWords: GuardWords;
  transferId: string;
  items: readonly ExpectedItem[];
  action: Act;
  follow: Follow;
  idempotencyKey: string;
};

/** Count what arrived against what was offered; name the differences; one button takes the rest into custody. */
export function ReceiveForm({ transferId, items, action, follow, idempotencyKey, guardWords }: Props) {
  const t = useTranslations("receive");
  const ui = useTranslations("ui");
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [differences, setDifferences] = useState<ReadonlyMap<string, Difference>>(new Map());
  const [extra, setExtra] = useState<readonly string[]>([]);
  const things = allOf(items);
  const modules = things.filter(({ is }) => is === "module");

  function scan(text: string) {
    const found = matchScan(things, text);
    signal(found !== undefined);
    if (found) setSeen((before) => new Set([...before, ...allOf([found]).map(({ subject }) => subject)]));
    else setExtra((before) => [...new Set([text, ...before])]);
  }

  function differ(subject: string, difference: Difference | undefined) {
    const next = new Map(differences);
    if (difference) next.set(subject, difference);
    else next.delete(subject);
    setDifferences(next);
  }

  const except = exceptOf(items, differences);
  const different = new Set(
    allOf(things.filter(({ subject }) => differences.has(subject))).map(({ subject }) => subject),
  );
  const alike = modules.filter(({ subject }) => !different.has(subject));
  const unseen = alike.filter(({ subject }) => !seen.has(subject));
  const accept =
    except.length === 0 ? t("acceptAll", { count: modules.length }) : t("acceptPart", { count: except.length });
  const reasonMissing = except.some(({ reason }) => reason === "");
  const said = useWords(action, follow, ({ entry }) =>
    [
      t("accepted", { count: alike.length, different: except.length }),
      ...(entry === undefined ? [] : [ui("outcome.recorded.entry", { entry })]),
    ].join(" "),
  );
  return (
    <ActionForm {...said} idempotencyKey={idempotencyKey} label={t("title")}>
      <input type="hidden" name="transferId" value={transferId} />
      {except.map((difference) => (
        <input key={difference.item} type="hidden" name="except" value={JSON.stringify(difference)} />
      ))}
      <SwapGuard
        words={guardWords}
        expected={modules.map(({ name }) => name)}
        onAgree={(serials) => {
          const read = modules.filter(({ name }) => serials.includes(name)).map(({ subject }) => subject);
          setSeen((before) => new Set([...before, ...read]));
        }}
        onDiffer={(serial) => {
          const found = modules.find(({ name }) => name === serial);
          if (found) differ(found.subject, { reason: "wrong-item", note: t("guardNote") });
        }}
      />
      <ScanField label={t("scan")} hint={t("scanHint")} add={t("tick")} onScan={scan} focus={false} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p role="status" className="text-2xl font-semibold">
          {t("seen", {
            seen: alike.length - unseen.length,
            all: modules.length,
            different: modules.length - alike.length,
          })}
        </p>
        {seen.size > 0 && unseen.length > 0 && (
          <Button
            look="quiet"
            onClick={() =>
              setDifferences(
                new Map([
                  ...differences,
                  ...unseen.map(({ subject }) => [subject, { reason: "missing", note: "" }] as const),
                ]),
              )
            }
          >
            {t("restMissing", { count: unseen.length })}
          </Button>
        )}
      </div>
      {extra.length > 0 && (
        <Notice role="status" tone="fault" title={t("extra", { count: extra.length })}>
          <p>{t("extraText")}</p>
          <p translate="no" className="mt-1 font-mono break-all">
            {extra.join(" · ")}
          </p>
          <Button look="plain" className="-ml-2" onClick={() => setExtra([])}>
            {t("extraClear")}
          </Button>
        </Notice>
      )}
      <ul aria-label={t("expected")} className="panel mt-3 divide-y divide-line">
        {items.map((item) => (
          <ExpectedRow key={item.subject} item={item} seen={seen} differences={differences} onDiffer={differ} />
        ))}
      </ul>
      <p className="my-4 text-sm text-ink-muted">
        {except.length === 0 ? t("promiseAll") : t(reasonMissing ? "reasonMissing" : "promisePart")}
      </p>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-4 border-t border-line bg-page px-4 py-3 sm:mx-0 sm:px-0">
        <ConfirmSubmit
          label={accept}
          title={t("confirmTitle")}
          text={
            except.length === 0
              ? t("confirmAll", { count: modules.length, unseen: unseen.length })
              : t("confirmPart", { count: alike.length, different: except.length })
          }
          confirm={accept}
          close={ui("close")}
          disabled={reasonMissing}
          className="min-h-14 px-6 md:min-h-11"
        />
      </div>
    </ActionForm>
  );
}
