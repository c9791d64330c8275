import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { type Contradiction, signedFacts } from "@/lib/domain/copies/contradiction.ts";
import { factSentence } from "@/lib/domain/copies/fact-sentence.ts";
import type { Alert, Case, Message, Stated } from "@/lib/ports/alert-book.ts";
import { memberName } from "../member-name.ts";

const MARKS = {
  open: "open",
  acknowledged: "waiting",
  investigating: "waiting",
  confirmed: "notice",
  closed: "done",
} as const;

/** An alert whose case two people confirmed is not being looked into any more. */
export function stateOf({ state, caseState }: Pick<Alert, "state" | "caseState">): Alert["state"] | Case["state"] {
  return state !== "closed" && caseState === "confirmed" ? "confirmed" : state;
}

export async function AlertState({ state }: { state: Alert["state"] | Case["state"] }) {
  const t = await getTranslations("alerts.states");
  return (
    <Badge mark={MARKS[state]} strong={state === "open" || state === "confirmed"}>
      {t(state)}
    </Badge>
  );
}

export async function Severity({ severity }: { severity: Alert["severity"] }) {
  const t = await getTranslations("alerts.severities");
  return (
    <Badge mark={severity === "notice" ? "open" : "notice"} strong={severity === "high"}>
      {t(severity)}
    </Badge>
  );
}

/** The module's serial number where we have its record, else the name of what it is about. */
export function AboutWhat({ alert }: { alert: Pick<Alert, "serialNumber" | "partNumber" | "subject"> }) {
  if (alert.serialNumber)
    return (
      <span translate="no">
        <span className="font-mono">{alert.serialNumber}</span> {alert.partNumber}
      </span>
    );
  if (alert.subject.name === "") return "–";
  const name =
    alert.subject.kind === "network" || alert.subject.kind === "lot"
      ? alert.subject.name
      : `${alert.subject.name.slice(0, 16)}…`;
  return (
    <span className="font-mono break-all" translate="no">
      {name}
    </span>
  );
}

export async function DueText({ alert }: { alert: Pick<Alert, "deadline" | "actedAt" | "state"> }) {
  const t = await getTranslations("alerts");
  const late = alert.actedAt === null && alert.state !== "closed" && alert.deadline < new Date().toISOString();
  return (
    <>
      <TimeText time={alert.deadline} />
      {late && <strong className="text-fault"> {t("overdue")}</strong>}
    </>
  );
}

/** Facts that do not go together, and how many signed entries speak for each copy. */
export async function Facts({ contradiction }: { contradiction: Contradiction }) {
  const t = await getTranslations("alerts");
  const language = await getLocale();
  return (
    <div className="panel p-4">
      <ul className="list-disc pl-5">
        {contradiction.facts.map((fact) => {
          const sentence = factSentence(fact, language);
          return (
            <li key={sentence}>
              {sentence}
              {fact.position !== undefined && (
                <span className="text-sm text-ink-muted"> {t("entry", { entry: fact.position })}</span>
              )}
            </li>
          );
        })}
      </ul>
      {contradiction.copies.length > 0 && (
        <ol className="mt-3 list-decimal pl-5">
          {contradiction.copies.map((copy) => (
            <li key={copy.where}>{t(`copies.${copy.where}`, { count: signedFacts(copy) })}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The facts of one alert as they were then. */
async function Statement({ alert, facts }: Stated) {
  const language = await getLocale();
  return (
    <div className="text-sm">
      <span className="font-mono text-ink-muted" translate="no">
        {alert}
      </span>
      <ul className="list-disc pl-5">
        {facts
          .map((fact) => factSentence(fact, language))
          .map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
      </ul>
    </div>
  );
}

/** What all parties said and did, oldest first. */
export async function Messages({ messages, caption }: { messages: readonly Message[]; caption: string }) {
  const t = await getTranslations("alerts.did");
  const outcomes = await getTranslations("alerts.findings");
  const stranger = (await getTranslations("alerts"))("stranger");
  const names = new Map<string, string>();
  for (const { member } of messages)
    if (member !== null && !names.has(member)) names.set(member, await memberName(member));
  return (
    <ol className="panel" aria-label={caption}>
      {messages.map((one) => (
        <li
          key={`${one.at} ${one.what} ${one.author} ${one.text}`}
          className="border-b border-line px-4 py-3 last:border-b-0"
        >
          <p className="flex flex-wrap gap-x-3 text-sm text-ink-muted">
            <span>
              {one.author === "" ? stranger : one.author}
              {one.member !== null && `, ${names.get(one.member)}`}
            </span>
            <TimeText time={one.at} />
          </p>
          {one.what !== "said" && (
            <p className="font-semibold">{t.has(one.what as never) ? t(one.what as never) : one.what}</p>
          )}
          {one.text !== "" && (
            <p className="whitespace-pre-wrap break-words">
              {outcomes.has(one.text as never) ? outcomes(one.text as never) : one.text}
            </p>
          )}
          {one.stated.map((said) => (
            <Statement key={said.alert} {...said} />
          ))}
        </li>
      ))}
    </ol>
  );
}
