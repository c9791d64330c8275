"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Outcome } from "@/components/ui/outcome.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { type Coded, confirm, renewCodes, type Started, start, turnOff } from "./second-factor-actions.ts";
import { SetUpApp } from "./set-up-app.tsx";

/** Turns the second step of signing in on and off. @param codesLeft recovery codes; undefined while it is off */
export function SecondFactor({ codesLeft }: { codesLeft: number | undefined }) {
  const t = useTranslations("secondFactor");
  const [app, setApp] = useState<Started["app"]>();
  const [codes, setCodes] = useState<readonly string[]>();
  const answered = useRef<Coded["codes"]>(undefined);
  const withCodes = (asked: (form: FormData) => Promise<Coded>) => async (_before: Outcome, form: FormData) => {
    const answer = await asked(form);
    answered.current = answer.codes;
    return answer.outcome;
  };
  const showCodes = () => {
    setApp(undefined);
    setCodes(answered.current);
  };

  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />;
  if (app)
    return <SetUpApp app={app} action={withCodes(confirm)} onRecorded={showCodes} onCancel={() => setApp(undefined)} />;
  if (codesLeft === undefined)
    return (
      <>
        <p className="mb-3">{t("off")}</p>
        <PasswordDialog
          trigger={t("turnOn")}
          title={t("turnOn")}
          text={t("turnOnText")}
          submit={t("next")}
          busyTitle={t("checking")}
          action={async (_before, form) => {
            const { outcome, app: made } = await start(form);
            if (made) setApp(made);
            return outcome;
          }}
        />
      </>
    );
  return (
    <>
      <p className="mb-3">{t("on", { count: codesLeft })}</p>
      <div className="flex flex-wrap gap-2">
        <PasswordDialog
          trigger={t("renew")}
          title={t("renew")}
          text={t("renewText")}
          submit={t("renew")}
          busyTitle={t("checking")}
          action={withCodes(renewCodes)}
          onRecorded={showCodes}
        />
        <PasswordDialog
          trigger={t("turnOff")}
          title={t("turnOff")}
          text={t("turnOffText")}
          submit={t("turnOff")}
          busyTitle={t("checking")}
          action={turnOff}
        />
      </div>
    </>
  );
}
