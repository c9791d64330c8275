import Link from "next/link";
import { classNames } from "./class-names.ts";

type Tab = { readonly href: string; readonly label: string; readonly count?: string };
type Props = { tabs: readonly Tab[]; current: string; label: string };

/** Parts of one page, each with its own URL: reload, share and go back work. */
export function LinkTabs({ tabs, current, label }: Props) {
  return (
    <nav aria-label={label} className="no-print mt-6 mb-4 overflow-x-auto border-b border-line">
      <ul className="flex gap-1 max-sm:justify-between max-sm:gap-0">
        {tabs.map((tab) => {
          const here = tab.href === current;
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={here ? "page" : undefined}
                scroll={false}
                className={classNames(
                  "-mb-px flex min-h-11 items-center gap-2 border-b-2 px-3 whitespace-nowrap max-sm:px-2 max-sm:text-sm -outline-offset-2",
                  here ? "border-accent font-semibold text-accent" : "border-transparent text-ink-muted hover:text-ink",
                )}
              >
                {tab.label}
                {tab.count !== undefined && <span className="text-sm">{tab.count}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
