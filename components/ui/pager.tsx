import Link from "next/link";
import { buttonClass } from "./button.tsx";

type Props = { label: string; first?: { href: string; label: string }; next?: { href: string; label: string } };

/** Pages by cursor: back to the start, or on. The URL is the whole state. */
export function Pager({ label, first, next }: Props) {
  if (!first && !next) return null;
  return (
    <nav aria-label={label} className="no-print mt-4 flex flex-wrap gap-2">
      {first && (
        <Link href={first.href} className={buttonClass("quiet")}>
          {first.label}
        </Link>
      )}
      {next && (
        <Link href={next.href} rel="next" className={buttonClass("quiet")}>
          {next.label}
        </Link>
      )}
    </nav>
  );
}
