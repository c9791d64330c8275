"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useState } from "react";
import { type ButtonLook, buttonClass } from "./button.tsx";
import { DoneContext } from "./done-context.ts";

type Props = {
  trigger: string;
  title: string;
  text?: string;
  close: string;
  look?: ButtonLook;
  disabled?: boolean;
  /** Id of the sentence that says why the trigger is disabled. */
  describedBy?: string;
  /** Of the trigger. */
  className?: string;
  /** Where the caller closes it; else it keeps its own state. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
  children: ReactNode;
};

/** A question before something that cannot be taken back. Esc and the close button leave without doing it; once a form in it is recorded they only close. */
export function Dialog({
  trigger,
  title,
  text,
  close,
  look = "quiet",
  disabled,
  describedBy,
  className,
  open,
  onOpen,
  children,
}: Props) {
  const t = useTranslations("ui");
  const [isDone, setDone] = useState(false);
  const tellDone = useCallback(() => setDone(true), []);
  return (
    <Base.Root
      open={open}
      onOpenChange={(now) => {
        if (now) setDone(false);
        onOpen?.(now);
      }}
    >
      <Base.Trigger className={buttonClass(look, className)} disabled={disabled} aria-describedby={describedBy}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-print opacity-45 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="panel fixed top-1/2 z-40 left-1/2 max-h-[calc(100dvh-2rem)] w-[32rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto p-6 text-ink shadow-xl transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Base.Title className="text-base font-semibold">{title}</Base.Title>
          {text && <Base.Description className="mt-2 text-ink-muted">{text}</Base.Description>}
          <DoneContext value={tellDone}>{children}</DoneContext>
          <div className="mt-4 border-t border-line pt-4">
            <Base.Close className={buttonClass("plain")}>{isDone ? t("done") : close}</Base.Close>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
