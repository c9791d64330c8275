"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/ui/action-form.tsx";
import type { ButtonLook } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextField } from "@/components/ui/field.tsx";
import type { Act, Outcome } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";

type Props = {
  trigger: string;
  title: string;
  text: string;
  submit: string;
  busyTitle?: string;
  look?: ButtonLook;
  action: Act;
  onRecorded?: (outcome: Outcome) => void;
  /** More fields, above the password. */
  children?: ReactNode;
};

/** Asks for the password before how an account is entered is changed: an open session alone must not be enough. */
export function PasswordDialog({ trigger, title, text, submit, busyTitle, look, action, onRecorded, children }: Props) {
  const t = useTranslations("ui");
  const words = useTranslations("secondFactor");
  const [open, setOpen] = useState(false);
  // A key for each opening: what was typed before is gone.
  const [key, setKey] = useState("");
  return (
    <Dialog
      trigger={trigger}
      title={title}
      text={text}
      close={t("close")}
      look={look}
      open={open}
      onOpen={(now) => {
        if (now) setKey(crypto.randomUUID());
        setOpen(now);
      }}
    >
      <ActionForm
        key={key}
        action={action}
        idempotencyKey={key}
        busyTitle={busyTitle}
        label={title}
        onRecorded={(outcome) => {
          setOpen(false);
          onRecorded?.(outcome);
        }}
      >
        {children}
        <TextField
          name="password"
          label={words("password")}
          type="password"
          autoComplete="current-password"
          maxLength={128}
          required
        />
        <SubmitButton>{submit}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}
