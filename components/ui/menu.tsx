"use client";
import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactNode } from "react";

const ITEM =
  "flex min-h-11 w-full cursor-pointer items-center gap-2 rounded-[4px] px-3 text-left text-ink outline-hidden select-none data-highlighted:bg-accent-soft data-highlighted:text-accent-strong md:min-h-9";

type Props = {
  trigger: ReactNode;
  label: string;
  heading?: ReactNode;
  links: readonly { readonly href: string; readonly label: string }[];
  /** A last entry that does something instead of going somewhere. */
  act?: { readonly label: string; readonly run: () => Promise<void> };
};

export function Menu({ trigger, label, heading, links, act }: Props) {
  return (
    <Base.Root>
      <Base.Trigger
        aria-label={label}
        className="flex min-h-11 max-w-56 items-center gap-2 rounded-[6px] px-2 text-sm text-ink hover:bg-sunken md:min-h-9"
      >
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-30">
          <Base.Popup className="panel min-w-56 p-1 shadow-xl outline-hidden">
            {heading && <div className="px-3 py-2 text-sm text-ink-muted">{heading}</div>}
            {links.map((link) => (
              <Base.Item key={link.href} className={ITEM} render={<Link href={link.href} />}>
                {link.label}
              </Base.Item>
            ))}
            {act && (
              <Base.Item className={ITEM} onClick={() => void act.run()}>
                {act.label}
              </Base.Item>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
