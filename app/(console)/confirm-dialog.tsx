"use client";
import { useTranslations } from "next-intl";
import { type ComponentProps, useEffect, useId, useRef, useState } from "react";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Button } from "@/components/ui/button.tsx";
import type { AskWho } from "@/components/ui/confirm-context.ts";
import { DoneContext } from "@/components/ui/done-context.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import type { WaysToConfirm } from "@/lib/server/confirmation.ts";
import { CONFIRMED_MINUTES } from "@/lib/usecases/confirmed-acts.ts";
import { useIsAt } from "./ask-device.ts";
import { confirmWithPasskey, confirmWithPassword, waysHere } from "./confirm-actions.ts";
import { ConfirmFields } from "./confirm-fields.tsx";
import { ConfirmPasskey } from "./confirm-passkey.tsx";

/** Asks who sits at the browser before what was sent is sent again. The browser's own dialogue: it lies above every other one. */
export const ConfirmDialog: AskWho = ({ onFailed, ...rest }) => {
  const [ways, setWays] = useState<WaysToConfirm>();
  const failed = useRef(onFailed);
  failed.current = onFailed;
  useEffect(() => {
    waysHere().then(setWays, () => failed.current());
  }, []);
  return ways && <Asking ways={ways} {...rest} />;
};

const nothing = () => undefined;

type Props = Omit<ComponentProps<AskWho>, "onFailed"> & { ways: WaysToConfirm };

function Asking({ ways, onConfirmed, onLeft }: Props) {
  const t = useTranslations("confirm");
  const close = useTranslations("ui")("close");
  const id = useId();
  const [key] = useState(() => crypto.randomUUID());
  const dialog = useRef<HTMLDialogElement>(null);
  const isHere = useIsAt(ways.passkeys?.origin ?? "");
  const passkey = ways.passkeys !== undefined && isHere;
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    box?.querySelector<HTMLElement>("button[type=submit], input:not([type=hidden])")?.focus();
    // The dialogue that this one may lie above closes at an Esc that it hears.
    const keep = (event: KeyboardEvent) => event.key === "Escape" && event.stopPropagation();
    box?.addEventListener("keydown", keep);
    return () => box?.removeEventListener("keydown", keep);
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      className="panel m-auto max-h-[calc(100dvh-2rem)] w-[32rem] max-w-[calc(100vw-2rem)] overflow-y-auto p-6 text-ink shadow-xl backdrop:bg-print backdrop:opacity-45"
      onCancel={(event) => {
        event.preventDefault();
        onLeft();
      }}
      onClose={onLeft}
    >
      <h2 id={`${id}-title`} className="text-base font-semibold">
        {t("title")}
      </h2>
      <p id={`${id}-text`} className="mt-2 text-ink-muted">
        {t("text", { minutes: CONFIRMED_MINUTES })}
      </p>
      {/* What is done here does not mean that the form around it is. */}
      <DoneContext value={nothing}>
        {passkey && <ConfirmPasskey finish={confirmWithPasskey} onConfirmed={onConfirmed} />}
        <ActionForm
          action={confirmWithPassword}
          idempotencyKey={key}
          busyTitle={t("checking")}
          label={t("title")}
          onRecorded={onConfirmed}
          refreshes={false}
        >
          <ConfirmFields code={ways.code} />
          <SubmitButton look={passkey ? "quiet" : "primary"}>{t("submit")}</SubmitButton>
        </ActionForm>
      </DoneContext>
      <div className="mt-4 border-t border-line pt-4">
        <Button look="plain" onClick={onLeft}>
          {close}
        </Button>
      </div>
    </dialog>
  );
}
