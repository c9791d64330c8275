import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { listPeople } from "@/lib/server/people.ts";
import { requireActor } from "@/lib/server/session.ts";
import { APP_ROLES } from "@/lib/usecases/actor.ts";
import { addOne, changeRoles, resetOne } from "./actions.ts";
import { PersonForm } from "./person-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("people") };
}

export default async function PeoplePage() {
  const actor = await requireActor();
  const t = await getTranslations("people");
  const format = await getFormatter();
  const close = (await getTranslations("ui"))("close");
  const words = await getTranslations("role");
  const admin = actor.roles.includes("admin");
  const people = await listPeople(actor);
  const roles = APP_ROLES.map((value) => ({ value, label: words(value), hint: words(`${value}Text`) }));
  return (
    <>
      <Table
        caption={t("title")}
        columns={[
          { key: "name", label: t("name") },
          { key: "email", label: t("email") },
          { key: "roles", label: t("roles") },
          ...(admin ? [{ key: "act", label: t("change"), action: true }] : []),
        ]}
        rows={people.map((person) => ({
          key: person.userId,
          cells: [
            person.name,
            person.email,
            format.list(
              person.roles.map((role) => words(role)),
              { style: "narrow" },
            ),
            <Dialog
              key="change"
              trigger={t("change")}
              title={t("changeTitle", { name: person.name })}
              close={close}
              look="plain"
            >
              <PersonForm
                action={changeRoles}
                idempotencyKey={crypto.randomUUID()}
                label={t("change")}
                submit={t("save")}
                roles={roles}
                chosen={person.roles}
                userId={person.userId}
              />
              <p className="text-sm text-ink-muted">{t("noRoles")}</p>
              {person.userId !== actor.userId && (
                <ActionForm
                  action={resetOne}
                  idempotencyKey={crypto.randomUUID()}
                  label={t("reset")}
                  className="mt-4 border-t border-line pt-4"
                >
                  <input type="hidden" name="userId" value={person.userId} />
                  <p className="mb-2 text-sm text-ink-muted">{t("resetText")}</p>
                  <SubmitButton look="quiet">{t("reset")}</SubmitButton>
                </ActionForm>
              )}
            </Dialog>,
          ],
        }))}
      />
      {admin && (
        <Section title={t("add")} text={t("addText")}>
          <PersonForm
            action={addOne}
            idempotencyKey={crypto.randomUUID()}
            label={t("add")}
            submit={t("add")}
            roles={roles}
            chosen={["viewer"]}
            texts={{ name: t("name"), email: t("email") }}
          />
        </Section>
      )}
    </>
  );
}
