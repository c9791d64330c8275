import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { LightPathBackdrop, Logo } from "@/components/ui/light-path.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Section } from "@/components/ui/section.tsx";
import { env } from "@/lib/server/env.ts";
import { Appearance } from "./appearance.tsx";
import { CheckBox } from "./check-box.tsx";

export default async function Home() {
  const t = await getTranslations("home");
  const ledger = await getTranslations("ledger");
  const kind = env().ledger;
  const readers = [
    { key: "buyer", title: t("buyerTitle"), text: t("buyerText"), href: "/scan", link: t("buyerLink") },
    { key: "maker", title: t("makerTitle"), text: t("makerText"), href: "/sign-in", link: t("memberLink") },
    {
      key: "distributor",
      title: t("distributorTitle"),
      text: t("distributorText"),
      href: "/sign-in",
      link: t("memberLink"),
    },
    { key: "engineer", title: t("engineerTitle"), text: t("engineerText"), href: "/check", link: t("engineerLink") },
  ];
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-4 sm:px-6">
      <header className="flex items-center justify-between py-4">
        <Logo />
        <ButtonLink href="/sign-in" look="quiet">
          {t("signIn")}
        </ButtonLink>
      </header>
      <main id="content" className="flex-1 pb-12">
        <div className="relative py-10 sm:py-16">
          <LightPathBackdrop />
          <div className="relative grid items-center gap-8 lg:grid-cols-[1fr_30rem]">
            <div>
              <h1 className="max-w-[14ch] text-4xl leading-[1.1] font-semibold tracking-tight text-balance sm:text-5xl">
                {t("headline")}
              </h1>
              <p className="mt-4 max-w-[44ch] text-ink-muted">{t("lede")}</p>
            </div>
            <div>
              <CheckBox
                texts={{
                  title: t("check"),
                  label: t("code"),
                  hint: t("checkHint"),
                  check: t("checkButton"),
                  camera: t("openScanner"),
                  bad: t("badCode"),
                }}
              />
            </div>
          </div>
        </div>
        <Section title={t("how")}>
          <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
            {readers.map((reader) => (
              <li key={reader.key} className="flex flex-col items-start">
                <h3 className="font-semibold">{reader.title}</h3>
                <p className="mt-1 text-ink-muted">{reader.text}</p>
                <a className="link mt-auto inline-flex min-h-8 items-center" href={reader.href}>
                  {reader.link}
                </a>
              </li>
            ))}
          </ol>
        </Section>
        <Section title={t("howSure")}>
          <Notice title={ledger(kind === "fabric" ? "fabricTitle" : "embeddedTitle")} className="mt-0">
            <p>{ledger(kind === "fabric" ? "fabricText" : "embeddedText")}</p>
            <p className="mt-2">{ledger("never")}</p>
          </Notice>
        </Section>
      </main>
      <footer className="flex flex-wrap items-center justify-between gap-4 border-t border-line py-4 text-sm text-ink-muted">
        <span>
          {t("forMembers")}:{" "}
          <Link className="link" href="/dashboard">
            {t("toConsole")}
          </Link>
        </span>
        <Appearance />
      </footer>
    </div>
  );
}
