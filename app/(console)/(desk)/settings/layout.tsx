import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { requireActor } from "@/lib/server/session.ts";
import { PathTabs } from "../path-tabs.tsx";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const t = await getTranslations("settings");
  return (
    <>
      <PageHeading title={t("title", { member: actor.memberName })} purpose={t("purpose")} />
      <PathTabs
        label={t("title", { member: actor.memberName })}
        tabs={[
          { href: "/settings", label: t("member") },
          { href: "/settings/people", label: t("people") },
          { href: "/settings/keys", label: t("keys") },
          { href: "/settings/label-keys", label: t("labelKeys") },
        ]}
      />
      {children}
    </>
  );
}
