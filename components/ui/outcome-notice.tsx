"use client";
import { CircleAlert, CircleCheck, Hourglass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ExactText } from "./grouped-text.tsx";
import { Notice } from "./notice.tsx";
import type { Outcome } from "./outcome.ts";

type Props = { outcome: Outcome; busy: boolean };

/** Says what became of a write; takes the focus when a person has to act. */
export function OutcomeNotice({ outcome, busy }: Props) {
  const t = useTranslations("ui.outcome");
  const box = useRef<HTMLDivElement>(null);
  const needsPerson = ["invalid", "refused", "failed"].includes(outcome.state);
  useEffect(() => {
    if (needsPerson && outcome.state) box.current?.focus();
  }, [needsPerson, outcome]);

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
        role="status"
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
            <Link className="link" href={outcome.made.href}>
              {outcome.made.label}
            </Link>
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
      {outcome.code && <p className="mt-1 font-mono text-sm">{outcome.code}</p>}
    </Notice>
  );
}
