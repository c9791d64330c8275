import { getTranslations } from "next-intl/server";
import { TextField } from "@/components/ui/field.tsx";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/server/sign-in/password-length.ts";

/** Of whoever sets a password of one's own, with the bounds that it has. */
export async function NewPasswordField() {
  const t = await getTranslations("account");
  return (
    <TextField
      name="newPassword"
      label={t("newPassword")}
      hint={t("newPasswordHint")}
      type="password"
      autoComplete="new-password"
      minLength={SHORTEST_PASSWORD}
      maxLength={LONGEST_PASSWORD}
      required
    />
  );
}
