"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Button } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { GroupedText } from "@/components/ui/grouped-text.tsx";
import type { Act } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import type { Started } from "./second-factor-actions.ts";

const QUIET_ZONE = 4;

type Props = {
  app: NonNullable<Started["app"]>;
  action: Act;
  onRecorded: () => void;
  onCancel: () => void;
};

/** The secret as a picture and as text; it counts once the app has shown a code of it. */
export function SetUpApp({ app, action, onRecorded, onCancel }: Props) {
  const t = useTranslations("secondFactor");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const side = app.size + 2 * QUIET_ZONE;
  return (
    <div ref={box} tabIndex={-1} className="panel max-w-[640px] scroll-mt-20 p-4 sm:p-6">
      <ol className="list-decimal space-y-4 pl-5">
        <li>
          {t("scan")}
          {/* Black on white in every theme: cameras read nothing else. */}
          <svg
            role="img"
            aria-label={t("picture")}
            viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
            shapeRendering="crispEdges"
            className="mt-2 size-48"
          >
            <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={side} height={side} fill="#fff" />
            <path d={app.path} fill="#000" />
          </svg>
        </li>
        <li>
          {t("type")}
          <span className="mt-1 block">
            <GroupedText text={app.secret} copy />
          </span>
        </li>
        <li>
          {t("giveBack")}
          <ActionForm
            action={action}
            idempotencyKey={app.secret}
            busyTitle={t("checking")}
            label={t("giveBack")}
            onRecorded={onRecorded}
          >
            <TextField
              name="code"
              label={t("code")}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              className="max-w-48"
              mono
              required
            />
            <div className="flex flex-wrap gap-2">
              <SubmitButton>{t("turnOn")}</SubmitButton>
              <Button look="plain" onClick={onCancel}>
                {t("cancel")}
              </Button>
            </div>
          </ActionForm>
        </li>
      </ol>
    </div>
  );
}
