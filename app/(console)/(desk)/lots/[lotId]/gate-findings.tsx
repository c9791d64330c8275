import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import type { RuleId } from "@/lib/domain/optics/answer.ts";
import { INNOCENT, isTold, reasonSentence } from "@/lib/domain/optics/reasons/told-finding.ts";
import type { LotGate } from "@/lib/usecases/queries.ts";
import { checkWords } from "../../check-words.ts";

const SHOWN = 5;

/** What the dumps of the lot's file prove against themselves or the file; nothing where there is nothing. */
export async function GateFindings({ gate }: { gate: LotGate }) {
  if (gate.findings.length === 0) return null;
  const t = await getTranslations("gate");
  const { rules } = await checkWords();
  const language = await getLocale();
  const isHeld = gate.findings.some(({ holds }) => holds);
  return (
    <Notice title={t(isHeld ? "holds" : "notes")} tone={isHeld ? "fault" : "calm"} role="note" className="mb-6">
      <p className="max-w-prose">{t(isHeld ? "holdsText" : "notesText")}</p>
      <ul className="mt-3 grid gap-3">
        {gate.findings.map(({ rule, severity, count, holds, samples }) => (
          <li key={rule}>
            <details>
              <summary className="cursor-pointer py-1">
                <span className="font-semibold">{rules[rule as RuleId] ?? rule}</span>{" "}
                <Badge mark={holds ? "stopped" : "notice"}>{t(severity)}</Badge>{" "}
                <span className="text-ink-muted">{t("modules", { count })}</span>
              </summary>
              <ul className="mt-1 grid gap-1 text-sm">
                {samples.slice(0, SHOWN).map(({ serial, because, reason }) => (
                  <li key={serial}>
                    <span className="font-mono" translate="no">
                      {serial}
                    </span>{" "}
                    {isTold(reason) ? reasonSentence(reason, language) : <span lang="en">{because}</span>}
                  </li>
                ))}
              </ul>
              {count > SHOWN && <p className="mt-1 text-sm text-ink-muted">{t("more", { count: count - SHOWN })}</p>}
              <p className="mt-1 text-sm text-ink-muted">{INNOCENT[language][rule as RuleId]}</p>
            </details>
          </li>
        ))}
      </ul>
      {gate.overrides.map(({ who, reason, at }) => (
        <p key={who} className="mt-3">
          {t("override", { who })} <TimeText time={at} />: {reason}
        </p>
      ))}
    </Notice>
  );
}
