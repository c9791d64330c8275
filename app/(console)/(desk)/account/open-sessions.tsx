import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { openSessions } from "@/lib/server/sessions.ts";
import { signOutElsewhere } from "./actions.ts";
import { browserName } from "./browser-name.ts";

/** Where the person is signed in, and one button that ends it everywhere else. */
export async function OpenSessions() {
  const t = await getTranslations("account");
  const sessions = await openSessions(await headers());
  return (
    <Section title={t("sessions")} text={t("sessionsText")}>
      <Table
        caption={t("sessions")}
        columns={[
          { key: "browser", label: t("browser") },
          { key: "since", label: t("since") },
        ]}
        rows={sessions.map(({ id, since, userAgent, isThis }) => ({
          key: id,
          cells: [
            <span key="browser" className="flex flex-wrap items-center gap-2">
              {(userAgent && browserName(userAgent)) || t("unknownBrowser")}
              {isThis && <Badge>{t("thisBrowser")}</Badge>}
            </span>,
            <TimeText key="since" time={since} />,
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
