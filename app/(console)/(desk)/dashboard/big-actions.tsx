import { PackageCheck, ReceiptText, Search, Truck } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";

/** The four things a warehouse does, large enough for gloves. */
export async function BigActions({ offersIn }: { offersIn: number }) {
  const t = await getTranslations("bigActions");
  const actions = [
    { href: "/inbox", label: t("receive"), text: t("waiting", { count: offersIn }), Icon: PackageCheck },
    { href: "/ship", label: t("ship"), text: t("shipText"), Icon: Truck },
    { href: "/sell", label: t("sell"), text: t("sellText"), Icon: ReceiptText },
    { href: "/modules", label: t("lookUp"), text: t("lookUpText"), Icon: Search },
  ];
  return (
    <ul className="mb-6 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      {actions.map(({ href, label, text, Icon }) => (
        <li key={href}>
          <Link
            href={href}
            className="flex h-full min-h-20 items-center gap-4 rounded-[6px] border border-line-strong bg-panel p-4 hover:border-accent hover:text-accent lg:min-h-32 lg:flex-col lg:items-start lg:justify-between"
          >
            <Icon aria-hidden size={28} className="shrink-0 text-accent" />
            <span>
              <span className="block font-semibold">{label}</span>
              <span className="block text-sm text-ink-muted">{text}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
