import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { Suspend } from "./suspend.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("members") };
}

export default async function MembersPage() {
  const actor = await requireActor();
  const t = await getTranslations("members");
  const format = await getFormatter();
  const roles = await getTranslations("memberRole");
  const members = await queries().members();
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <Table
        caption={t("title")}
        columns={[
          { key: "name", label: t("name") },
          { key: "roles", label: t("roles") },
          { key: "vendorNames", label: t("vendorNames"), wide: true },
          { key: "contact", label: t("contact"), wide: true },
          { key: "keys", label: t("keys") },
          { key: "admittedAt", label: t("admittedAt"), wide: true },
          ...(mayDo(actor, "suspend-member").ok ? [{ key: "actions", label: t("actions"), action: true }] : []),
        ]}
        rows={members.map((member) => ({
          key: member.member,
          cells: [
            <span key="name" className="flex flex-wrap items-center gap-x-2 max-md:justify-end">
              <span className="font-semibold">{member.name}</span>
              <span className="font-mono text-sm text-ink-muted" translate="no">
                {member.member}
              </span>
              {member.member === actor.member && <Badge mark="done">{t("you")}</Badge>}
              {!member.active && <Badge mark="stopped">{t("suspended")}</Badge>}
            </span>,
            <span key="roles" className="break-keep">
              {format.list(
                member.roles.map((role) => roles(role)),
                { style: "narrow" },
              )}
            </span>,
            member.vendorNames?.join(", ") ?? "–",
            member.contact ?? "–",
            <span key="keys" className="break-keep">
              {t(member.hostedHere ? "hostedHere" : "elsewhere")}
            </span>,
            <TimeText key="time" time={member.admittedAt} />,
            ...(mayDo(actor, "suspend-member").ok
              ? [member.active && member.member !== actor.member ? <Suspend key="actions" member={member} /> : null]
              : []),
          ],
        }))}
      />
      <p className="mt-3 max-w-prose text-sm text-ink-muted">{t("keysText")}</p>
    </>
  );
}
