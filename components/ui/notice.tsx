import type { ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";

const TONES = {
  calm: "border-line-strong bg-panel",
  accent: "border-accent bg-accent-soft",
  fault: "border-fault bg-fault-soft",
};

type Props = {
  title?: string;
  tone?: keyof typeof TONES;
  icon?: ReactNode;
  role?: "status" | "alert" | "note";
  /** May take the focus by script; alerts always may. */
  focusable?: boolean;
  ref?: Ref<HTMLDivElement>;
  className?: string;
  children?: ReactNode;
};

/** A sentence that must be seen, with a bar at its side: shape beside colour. */
export function Notice({
  title,
  tone = "calm",
  icon,
  role,
  focusable = role === "alert",
  ref,
  className,
  children,
}: Props) {
  return (
    <div
      ref={ref}
      role={role}
      tabIndex={focusable ? -1 : undefined}
      className={classNames("my-4 flex scroll-mt-20 gap-3 rounded-[6px] border border-l-4 p-4", TONES[tone], className)}
    >
      {icon && <span className="mt-0.5 shrink-0">{icon}</span>}
      <div className="min-w-0 break-words">
        {title && <p className="font-semibold">{title}</p>}
        <div>{children}</div>
      </div>
    </div>
  );
}
