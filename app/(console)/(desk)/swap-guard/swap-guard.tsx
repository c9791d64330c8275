"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { FILE_CONTROL } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { type ModuleCheck, standingRuleOf } from "@/lib/domain/optics/check-answer.ts";
import type { GuardWords } from "./guard-words.ts";
import type { Compared } from "./read-modules.ts";
import { type GuardVerdict, verdictOf } from "./verdict-of.ts";

type Props = {
  words: GuardWords;
  /** Serial numbers of what is on the table; without it anything may come. */
  expected?: readonly string[];
  /** Told of what agreed, so that it counts as seen. */
  onAgree?: (serials: readonly string[]) => void;
  /** Marks a module of the delivery as the wrong one. */
  onDiffer?: (serial: string) => void;
};

const MARKS = {
  agrees: "done",
  differs: "stopped",
  stopped: "stopped",
  stranger: "stopped",
  unknown: "open",
} as const;

/** Is what lies here what went out? What a switch prints of the modules, held against their records before anybody accepts them. */
export function SwapGuard({ words, expected, onAgree, onDiffer }: Props) {
  const t = useTranslations("swapGuard");
  const language = useLocale();
  const [capture, setCapture] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [compared, setCompared] = useState<Compared>();
  const wanted = expected && new Set(expected);

  async function compare(what: string | File) {
    setBusy(true);
    // The decoder is some thirty kilobytes: only whoever uses the guard loads it.
    const { compareCapture } = await import("./read-modules.ts");
    const result = await compareCapture(what, language, words.refusals);
    setCompared(result);
    setBusy(false);
    if (result.is !== "compared") return;
    const agreed = result.checks.filter((check) => verdictOf(check, wanted) === "agrees");
    onAgree?.(agreed.flatMap(({ identity }) => identity.serialNumber ?? []));
  }

  return (
    <details className="panel my-4 p-4">
      <summary className="cursor-pointer font-semibold">{t("title")}</summary>
      <p className="mt-2 max-w-prose text-sm text-ink-muted">{t("text")}</p>
      <label className="mt-3 block text-sm font-semibold" htmlFor="swap-capture">
        {t("capture")}
      </label>
      <textarea
        id="swap-capture"
        value={capture}
        onChange={(event) => setCapture(event.target.value)}
        spellCheck={false}
        translate="no"
        rows={5}
        className="mt-1 w-full rounded-[6px] border border-line-strong bg-page p-3 font-mono text-sm"
      />
      <div className="mt-3 flex flex-wrap items-end gap-x-6 gap-y-3">
        <Button look="quiet" disabled={isBusy || capture.trim() === ""} onClick={() => compare(capture)}>
          {isBusy ? t("busy") : t("compare")}
        </Button>
        <label className="min-w-0 text-sm">
          {t("file")}
          <input
            type="file"
            className={FILE_CONTROL}
            disabled={isBusy}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void compare(file);
              event.target.value = "";
            }}
          />
        </label>
      </div>
      {compared?.is === "nothing-read" && (
        <Notice role="alert" tone="fault">
          {t("nothingRead")}
        </Notice>
      )}
      {compared?.is === "refused" && (
        <Notice role="alert" tone="fault">
          {compared.sentence ?? t("noAnswer")}
        </Notice>
      )}
      {compared?.is === "compared" && (
        <Guarded checks={compared.checks} wanted={wanted} standings={words.standings} onDiffer={onDiffer} />
      )}
    </details>
  );
}

type GuardedProps = {
  checks: readonly ModuleCheck[];
  wanted: ReadonlySet<string> | undefined;
  standings: GuardWords["standings"];
  onDiffer: ((serial: string) => void) | undefined;
};

/** What contradicts first. */
function Guarded({ checks, wanted, standings, onDiffer }: GuardedProps) {
  const t = useTranslations("swapGuard");
  const order: readonly GuardVerdict[] = ["differs", "stopped", "stranger", "unknown", "agrees"];
  const told = checks
    .map((check) => ({ check, verdict: verdictOf(check, wanted) }))
    .sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
  const isBad = told.some(({ verdict }) => verdict !== "unknown" && verdict !== "agrees");
  return (
    <Notice role={isBad ? "alert" : "status"} tone={isBad ? "fault" : "calm"} title={t(isBad ? "stop" : "fine")}>
      <ul className="mt-2 grid gap-2">
        {told.map(({ check, verdict }) => {
          const serial = check.identity.serialNumber ?? "";
          const standing = standingRuleOf(check);
          return (
            <li key={`${check.port} ${serial}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge mark={MARKS[verdict]}>{t(`verdict.${verdict}`)}</Badge>
              <span className="font-mono break-all" translate="no">
                {[check.port, check.identity.partNumber, serial].filter(Boolean).join(" · ")}
              </span>
              {check.v6 && <span className="text-sm">{check.v6.text}</span>}
              {check.mismatches.length > 0 && (
                <span className="text-sm">
                  {t("different", { fields: check.mismatches.map((name) => t(`field.${fieldOf(name)}`)).join(", ") })}
                </span>
              )}
              {standing && <span className="text-sm">{standings[standing]}</span>}
              {check.recoded && <span className="text-sm">{check.recoded.text}</span>}
              {verdict === "differs" && onDiffer && wanted?.has(serial) && (
                <Button look="plain" onClick={() => onDiffer(serial)}>
                  {t("markWrong")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

const FIELDS = [
  "vendorName",
  "vendorOui",
  "partNumber",
  "serialNumber",
  "core",
  "revision",
  "dateCode",
  "full",
  "connector",
  "media",
  "manufacturerSerial",
  "clei",
] as const;

function fieldOf(name: string): (typeof FIELDS)[number] {
  return FIELDS.find((known) => known === name) ?? "core";
}
