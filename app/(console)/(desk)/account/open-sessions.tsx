import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { currentHeaders } from "@/lib/server/session.ts";
import { openSessions } from "@/lib/server/sessions.ts";
import { signOutElsewhere, signOutThere } from "./actions.ts";
import { browserName } from "./browser-name.ts";

/** Where the person is signed in, with buttons that end it in one place and everywhere else. */
export async function OpenSessions() {
  const t = await getTranslations("account");
  const sessions = await openSessions(await currentHeaders());
  const nameOf = (userAgent: string | null) => (userAgent && browserName(userAgent)) || t("unknownBrowser");
  return (
    <Section part title={t("sessions")} text={t("sessionsText")}>
      <Table
        caption={t("sessions")}
        columns={[
          { key: "browser", label: t("browser") },
          { key: "since", label: t("since") },
          { key: "end", label: t("signOutThere"), action: true },
        ]}
        rows={sessions.map(({ id, since, userAgent, isThis }) => ({
          key: id,
          cells: [
            <span key="browser" className="flex flex-wrap items-center gap-2">
              {nameOf(userAgent)}
              {isThis && <Badge>{t("thisBrowser")}</Badge>}
            </span>,
            <TimeText key="since" time={since} />,
            isThis ? null : (
              <ActionForm
                key="end"
                action={signOutThere}
                idempotencyKey={crypto.randomUUID()}
                label={t("signOutOf", { browser: nameOf(userAgent) })}
              >
                <input type="hidden" name="session" value={id} />
                <SubmitButton look="plain">{t("signOutThere")}</SubmitButton>
              </ActionForm>
            ),
          ],
        }))}
      />
      {sessions.length > 1 && (
        <ActionForm
          action={signOutElsewhere}
          idempotencyKey={crypto.randomUUID()}
          label={t("sessions")}
          className="mt-4"
        >
          <SubmitButton look="quiet">{t("signOutElsewhere")}</SubmitButton>
        </ActionForm>
      )}
    </Section>
  );
}
