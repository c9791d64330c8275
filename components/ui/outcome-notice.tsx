"use client";
import { CircleAlert, CircleCheck, Hourglass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { ExactText } from "./grouped-text.tsx";
import { Notice } from "./notice.tsx";
import { isOpen, isStale, type Outcome } from "./outcome.ts";

type Props = { outcome: Outcome; busy: boolean; busyTitle?: string };

/** Says what became of a write; a final answer takes the focus, so that nobody misses it above a long form. `busyTitle`: for a form that writes nothing to the ledger. */
export function OutcomeNotice({ outcome, busy, busyTitle }: Props) {
  const t = useTranslations("ui.outcome");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (busy || outcome.state === "idle" || isOpen(outcome)) return;
    box.current?.focus({ preventScroll: true });
    // The margin of the notice keeps it clear of the header that stays on top.
    box.current?.scrollIntoView({ block: "nearest" });
  }, [busy, outcome]);

  if (busy && busyTitle) return <Notice role="status" icon={<Hourglass aria-hidden size={20} />} title={busyTitle} />;

  if (busy || outcome.state === "pending" || outcome.state === "checking") {
    const word = outcome.state === "checking" ? "checking" : "pending";
    return (
      <Notice role="status" icon={<Hourglass aria-hidden size={20} />} title={t(`${word}.title`)}>
        {t(`${word}.text`)}
      </Notice>
    );
  }
  if (outcome.state === "idle") return null;
  if (outcome.state === "recorded")
    return (
      <Notice
        ref={box}
        role="status"
        focusable
        tone="accent"
        icon={<CircleCheck aria-hidden size={20} />}
        title={t(outcome.title ? "saved.title" : "recorded.title")}
      >
        {outcome.sentence ??
          (outcome.entry === undefined ? t("recorded.text") : t("recorded.entry", { entry: outcome.entry }))}
        {outcome.secret && (
          <p className="mt-2 break-all">
            <ExactText text={outcome.secret} copy />
          </p>
        )}
        {outcome.made && (
          <>
            {" "}
            <MadeLink {...outcome.made} />
          </>
        )}
      </Notice>
    );
  return (
    <Notice
      ref={box}
      role="alert"
      tone="fault"
      icon={<CircleAlert aria-hidden size={20} />}
      title={t(`${outcome.state}.title`)}
    >
      {outcome.sentence ?? t(`${outcome.state}.text`)}
      {outcome.errors && outcome.errors.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {outcome.errors.map(({ field, sentence }) => (
            <li key={`${field}${sentence}`}>
              {field ? (
                <a className="underline" href={`#${field}`}>
                  {sentence}
                </a>
              ) : (
                sentence
              )}
            </li>
          ))}
        </ul>
      )}
      {isStale(outcome) && (
        <p className="mt-2">
          <Button look="quiet" onClick={() => window.location.reload()}>
            {t("reload")}
          </Button>
        </p>
      )}
    </Notice>
  );
}

/** A page may be fetched ahead by the router; a file may not. */
function MadeLink({ label, href, file }: NonNullable<Outcome["made"]>) {
  if (file)
    return (
      <a className="link" href={href}>
        {label}
      </a>
    );
  return (
    <Link className="link" href={href}>
      {label}
    </Link>
  );
}
