"use client";
import { useTranslations } from "next-intl";
import { remove } from "./passkey-actions.ts";
import { PasswordDialog } from "./password-dialog.tsx";

export function RemovePasskey({ id, name }: { id: string; name: string }) {
  const t = useTranslations("passkey");
  return (
    <PasswordDialog
      trigger={t("remove")}
      title={t("removeTitle", { name })}
      text={t("removeText")}
      submit={t("remove")}
      look="plain"
      action={remove}
    >
      <input type="hidden" name="passkey" value={id} />
    </PasswordDialog>
  );
}
