"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ScanCamera } from "../scan/scan-camera.tsx";
import { Notice } from "../ui/notice.tsx";
import { Progress } from "../ui/progress.tsx";
import { ScanField } from "../ui/scan-field.tsx";

type Outcome = "ok" | "wrong-lot" | "twice" | "void" | "unknown";
type Counts = { readonly printed: number; readonly applied: number; readonly voided: number };
type Props = {
  lotId: string;
  modules: number;
  counts: Counts;
  /** Nothing: the lot is not one's own any more, or the session ended. */
  check: (lotId: string, text: string) => Promise<{ readonly outcome: Outcome; readonly counts: Counts } | undefined>;
};
type Scan = { readonly key: number; readonly outcome: Outcome | "failed" };

const TONES = {
  ok: "accent",
  twice: "calm",
  "wrong-lot": "fault",
  void: "fault",
  unknown: "fault",
  failed: "fault",
} as const satisfies Record<Scan["outcome"], string>;
const SHOWN = 8;

/** A scan gun, a camera or a keyboard gives one label after the other; the answer to each is large, in words, and said aloud. */
export function CheckLabels({ lotId, modules, counts: first, check }: Props) {
  const t = useTranslations("labelCheck");
  const [counts, setCounts] = useState(first);
  const [scans, setScans] = useState<readonly Scan[]>([]);
  const number = useRef(0);
  // One after the other: the second of two equal scans must find the first.
  const queue = useRef<Promise<void>>(Promise.resolve());

  async function take(text: string): Promise<void> {
    const answer = await check(lotId, text).catch(() => undefined);
    if (answer) setCounts(answer.counts);
    const outcome = answer?.outcome ?? ("failed" as const);
    setScans((before) => [{ key: ++number.current, outcome }, ...before].slice(0, SHOWN));
  }

  function scan(text: string): void {
    queue.current = queue.current.then(() => take(text));
  }

  const [last] = scans;
  return (
    <>
      <p className="max-w-prose">{t("text")}</p>
      <ScanField label={t("scan")} hint={t("scanHint")} add={t("add")} onScan={scan} />
      <ScanCamera onScan={scan} />
      <div aria-live="assertive" className="min-h-28">
        {last && (
          <Notice key={last.key} tone={TONES[last.outcome]} title={t(`outcome.${last.outcome}`)}>
            {t(`next.${last.outcome}`)}
          </Notice>
        )}
      </div>
      <p className="mt-2 text-2xl font-semibold tabular-nums">{t("count", { applied: counts.applied, modules })}</p>
      <Progress
        label={t("progress")}
        done={Math.min(modules, counts.applied)}
        total={modules}
        text={t("balance", { printed: counts.printed, applied: counts.applied, voided: counts.voided })}
      />
    </>
  );
}
