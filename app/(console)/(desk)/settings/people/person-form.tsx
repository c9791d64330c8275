import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { TextField, TickField } from "@/components/ui/field.tsx";
import type { Act } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";

type Props = {
  action: Act;
  idempotencyKey: string;
  label: string;
  submit: string;
  roles: readonly { value: string; label: string; hint: string }[];
  chosen: readonly string[];
  /** Of a person who is there already; else name and address are asked for. */
  userId?: string;
  texts?: { name: string; email: string };
};

export async function PersonForm({ action, idempotencyKey, label, submit, roles, chosen, userId, texts }: Props) {
  const t = await getTranslations("people");
  return (
    <ActionForm
      action={action}
      idempotencyKey={idempotencyKey}
      label={label}
      className="max-w-[640px]"
      emptied={!userId}
    >
      {userId && <input type="hidden" name="userId" value={userId} />}
      {texts && (
        <>
          <TextField name="name" label={texts.name} maxLength={80} autoComplete="off" required />
          <TextField name="email" label={texts.email} type="email" maxLength={254} autoComplete="off" required />
        </>
      )}
      <fieldset>
        <legend className="font-semibold">{t("roles")}</legend>
        <p className="text-sm text-ink-muted">{t("rolesNone")}</p>
        {roles.map(({ value, label: word, hint }) => (
          <TickField
            key={value}
            id={`${userId ?? "new"}-${value}`}
            name="roles"
            value={value}
            label={word}
            hint={hint}
            defaultChecked={chosen.includes(value)}
          />
        ))}
      </fieldset>
      <SubmitButton look={userId ? "primary" : "quiet"}>{submit}</SubmitButton>
    </ActionForm>
  );
}
