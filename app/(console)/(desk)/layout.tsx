import { CircleUser } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Logo } from "@/components/ui/light-path.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { ToldPlace } from "@/components/ui/told.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { ConfirmPlace } from "./confirm-place.tsx";
import { LedgerPill } from "./ledger-pill.tsx";
import { linksFor } from "./links-for.ts";
import { NavLinks } from "./nav-links.tsx";
import { signOut } from "./sign-out.ts";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const t = await getTranslations("nav");
  const skip = (await getTranslations("ui"))("skip");
  const member = await queries().memberOf(actor.member);
  const groups = linksFor(member?.roles ?? []).map(({ key, links }) => ({
    label: t(key),
    links: links.map((link) => ({ href: link.href, label: t(link.key) })),
  }));
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-40 focus:rounded focus:bg-panel focus:p-3"
      >
        {skip}
      </a>
      <header className="no-print sticky top-0 z-20 flex h-14 items-center justify-between gap-3 border-b border-line bg-page px-4">
        <Link href="/dashboard" className="inline-flex min-h-11 items-center rounded">
          <Logo />
        </Link>
        <div className="flex min-w-0 items-center gap-3">
          <span className="max-sm:hidden">
            <LedgerPill />
          </span>
          <Menu
            label={t("accountOf", { member: actor.memberName })}
            trigger={
              <>
                <CircleUser aria-hidden size={20} className="shrink-0" />
                <span className="truncate max-sm:hidden">{actor.memberName}</span>
              </>
            }
            heading={
              <>
                <span className="block font-semibold text-ink">{actor.memberName}</span>
                {actor.by === "person" && t("signedInAs", { email: actor.email })}
              </>
            }
            links={[
              { href: "/account", label: t("account") },
              { href: "/settings", label: t("settings") },
            ]}
            act={{ label: t("signOut"), run: signOut }}
          />
        </div>
      </header>
      <div className="lg:grid lg:grid-cols-[14rem_1fr]">
        <NavLinks label={t("label")} menu={t("menu")} groups={groups} />
        <main id="content" className="mx-auto w-full max-w-[1200px] min-w-0 px-4 py-6 sm:px-6 lg:py-8">
          <ToldPlace>
            <ConfirmPlace>{children}</ConfirmPlace>
          </ToldPlace>
          <p className="no-print mt-12 sm:hidden">
            <LedgerPill />
          </p>
        </main>
      </div>
    </>
  );
}
