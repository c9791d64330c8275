import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type ButtonLook = "primary" | "quiet" | "plain" | "large";

const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-[6px] text-base font-semibold leading-tight transition-colors duration-150 md:min-h-9 md:text-sm disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55";
const LOOKS: Record<ButtonLook, string> = {
  primary: "px-4 bg-accent text-on-accent not-disabled:hover:bg-accent-strong",
  quiet:
    "px-4 border border-line-strong bg-panel text-ink not-disabled:hover:border-accent not-disabled:hover:text-accent",
  plain: "px-2 text-accent not-disabled:hover:bg-accent-soft",
  large:
    "min-h-14 border border-line-strong bg-panel px-5 py-4 text-ink md:min-h-14 md:text-base not-disabled:hover:border-accent not-disabled:hover:text-accent",
};

export function buttonClass(look: ButtonLook = "primary", extra?: string): string {
  return classNames(SHAPE, LOOKS[look], extra);
}

type ButtonProps = ComponentProps<"button"> & { look?: ButtonLook };

export function Button({ look = "primary", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />;
}

type ButtonLinkProps = {
  href: string;
  look?: ButtonLook;
  className?: string;
  /** False for paths that are no pages of the console: they answer plain HTML. */
  prefetch?: false;
  children: ReactNode;
};

/** A place to go that looks like a button. */
export function ButtonLink({ href, look = "primary", className, prefetch, children }: ButtonLinkProps) {
  if (prefetch === false)
    return (
      <a href={href} className={buttonClass(look, className)}>
        {children}
      </a>
    );
  return (
    <Link href={href} className={buttonClass(look, className)}>
      {children}
    </Link>
  );
}

/**
 * A file to fetch: a plain link, so that the browser's own download starts. An answer of the API says itself that it is a file;
 * marked `download` here as well, a refusal would be a failed download, and nobody would read why.
 */
export function DownloadLink({ href, look = "quiet", className, children }: Omit<ButtonLinkProps, "prefetch">) {
  return (
    <a href={href} className={buttonClass(look, className)} download={!href.startsWith("/api/")}>
      {children}
    </a>
  );
}
