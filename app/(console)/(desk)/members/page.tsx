import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
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
            <span key="name" className="flex flex-wrap items-center gap-x-2">
              <span className="font-semibold">{member.name}</span>
              <span className="font-mono text-sm text-ink-muted" translate="no">
                {member.member}
              </span>
              {member.member === actor.member && <Badge mark="done">{t("you")}</Badge>}
              {!member.active && <Badge mark="stopped">{t("suspended")}</Badge>}
            </span>,
            member.roles.map((role) => roles(role)).join(", "),
            member.vendorNames?.join(", ") ?? "–",
            member.contact ?? "–",
            t(member.hostedHere ? "hostedHere" : "elsewhere"),
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
