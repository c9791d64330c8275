"use client";
import { useRouter } from "next/navigation";
import {
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { ConfirmContext } from "./confirm-context.ts";
import { DoneContext } from "./done-context.ts";
import { FormStateContext } from "./form-state.tsx";
import { type Act, asksWho, type Follow, isOpen, isStale, type Outcome } from "./outcome.ts";
import { OutcomeNotice } from "./outcome-notice.tsx";
import { useTold } from "./told.tsx";

const ASK_AGAIN_MS = 1500;

type Props = {
  action: Act;
  follow?: Follow;
  /** Made when the form was rendered: a double click or a resent form is one write. */
  idempotencyKey: string;
  onRecorded?: (outcome: Outcome) => void;
  /** Empties the fields once the write is recorded: what was typed is done with. */
  emptied?: boolean;
  /** False where nothing on the page changes by it. */
  refreshes?: boolean;
  /** What to say meanwhile, for a form that writes nothing to the ledger. */
  busyTitle?: string;
  className?: string;
  label?: string;
  children: ReactNode;
};

/** A form that writes: keeps what was typed, shows what became of it, has the person confirmed where that is too long ago, asks again while the answer is open, and has the page say anew what is so. */
export function ActionForm({
  action,
  follow,
  idempotencyKey,
  onRecorded,
  emptied = false,
  refreshes = true,
  busyTitle,
  className,
  label,
  children,
}: Props) {
  const router = useRouter();
  const [answered, submit, busy] = useActionState(settled(action), { state: "idle", key: idempotencyKey });
  const [later, setLater] = useState<Outcome>();
  const latest = later && later.id === answered.id ? later : answered;
  const AskWho = useContext(ConfirmContext);
  const [answer, setAnswer] = useState<{ readonly to: Outcome; readonly failed?: true }>();
  const waits = AskWho !== undefined && asksWho(latest);
  const asks = waits && answer?.to !== latest && !busy;
  const hasFailed = answer?.to === latest && answer.failed;
  // Whether it is done is open until the person has confirmed.
  const outcome = useMemo<Outcome>(
    () => (waits ? { state: hasFailed ? "failed" : "idle", key: latest.key } : latest),
    [waits, hasFailed, latest],
  );
  const recorded = useRef(onRecorded);
  recorded.current = onRecorded;
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef<{ readonly what: FormData; readonly by: Element | null }>(undefined);
  const tellDone = useContext(DoneContext);
  const takeBackWord = useTold(outcome);

  useEffect(() => {
    if (isStale(outcome)) router.refresh();
    if (outcome.state !== "recorded") return;
    recorded.current?.(outcome);
    tellDone();
    if (emptied) form.current?.reset();
    if (refreshes) router.refresh();
  }, [outcome, emptied, refreshes, router, tellDone]);

  useEffect(() => {
    const id = outcome.id;
    if (!follow || !isOpen(outcome) || !id) return;
    const timer = setTimeout(async () => setLater(await follow(id, outcome.key)), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [outcome, follow]);

  const errors = new Map(outcome.errors?.flatMap(({ field, sentence }) => (field ? [[field, sentence]] : [])));
  return (
    <FormStateContext value={{ busy: busy || asks || isOpen(outcome), errors, form }}>
      <form
        ref={form}
        action={submit}
        aria-label={label}
        className={className}
        noValidate
        onSubmit={(event) => {
          // Without this React would empty the fields after every answer, also after a refusal.
          event.preventDefault();
          if (busy || asks || isOpen(outcome)) return;
          const submitter = submitterOf(event.nativeEvent);
          const what = new FormData(event.currentTarget, submitter);
          sent.current = { what, by: submitter ?? document.activeElement };
          takeBackWord();
          startTransition(() => submit(what));
        }}
      >
        <input type="hidden" name="idempotencyKey" value={outcome.key} />
        <OutcomeNotice outcome={outcome} busy={busy} busyTitle={busyTitle} />
        {children}
      </form>
      {AskWho && asks && (
        <AskWho
          onConfirmed={() => {
            setAnswer({ to: latest });
            const again = sent.current?.what;
            sent.current = undefined;
            if (again) startTransition(() => submit(again));
          }}
          onLeft={() => {
            flushSync(() => setAnswer({ to: latest }));
            if (sent.current?.by instanceof HTMLElement) sent.current.by.focus();
          }}
          onFailed={() => setAnswer({ to: latest, failed: true })}
        />
      )}
    </FormStateContext>
  );
}

function submitterOf(event: Event): HTMLElement | null {
  return event instanceof SubmitEvent ? event.submitter : null;
}

/** A lost connection is an outcome too: the key stays, so sending again is safe. */
function settled(action: Act): Act {
  return async (before, form) => {
    try {
      return await action(before, form);
    } catch (fault) {
      if (isNavigation(fault)) throw fault;
      return { state: "failed", key: before.key };
    }
  };
}

/** Redirects of a server action travel as errors with a `NEXT_` digest. */
function isNavigation(fault: unknown): boolean {
  return fault instanceof Error && "digest" in fault && String(fault.digest).startsWith("NEXT_");
}
