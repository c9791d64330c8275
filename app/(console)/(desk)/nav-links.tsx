"use client";
import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

type Group = { label: string; links: readonly { href: string; label: string }[] };
type Props = { label: string; menu: string; groups: readonly Group[] };

/** The menu: a column on a desk, a fold-out on a phone. */
export function NavLinks({ label, menu, groups }: Props) {
  const path = usePathname();
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (path && fold.current) fold.current.open = false;
  }, [path]);
  const lists = groups.map((group, at) => (
    <div key={group.label} className="mb-5">
      {at > 0 && <p className="mb-1 px-3 text-sm text-ink-muted">{group.label}</p>}
      <ul>
        {group.links.map((link) => {
          const here = path === link.href || path.startsWith(`${link.href}/`);
          return (
            <li key={link.href}>
              <Link
                href={link.href}
                aria-current={here ? "page" : undefined}
                className={`flex min-h-11 items-center rounded-[6px] border-l-2 px-3 lg:min-h-8 lg:text-sm ${
                  here
                    ? "border-accent bg-accent-soft font-semibold text-accent-strong"
                    : "border-transparent hover:bg-sunken"
                }`}
              >
                {link.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  ));
  return (
    <>
      <details ref={fold} className="no-print border-b border-line lg:hidden">
        <summary className="flex min-h-11 items-center gap-2 px-4 font-semibold">
          <MenuIcon aria-hidden size={20} />
          {menu}
        </summary>
        <nav aria-label={label} className="grid grid-cols-2 gap-x-4 px-4 pt-2">
          {lists}
        </nav>
      </details>
      <nav
        aria-label={label}
        className="no-print sticky top-14 hidden h-[calc(100dvh-3.5rem)] overflow-y-auto border-r border-line px-3 py-6 lg:block"
      >
        {lists}
      </nav>
    </>
  );
}
