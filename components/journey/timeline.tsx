import type { ReactNode } from "react";
import { TimeText } from "../ui/time-text.tsx";

export type TimelineStep = {
  readonly key: string;
  readonly title: string;
  readonly detail?: ReactNode;
  readonly who: string;
  readonly time: string;
  readonly entry: string;
  /** False where custody is not confirmed by the other side: the path breaks there. */
  readonly confirmed: boolean;
};
type Props = { label: string; steps: readonly TimelineStep[] };

/** The light path of one thing, newest first. */
export function Timeline({ label, steps }: Props) {
  return (
    <ol aria-label={label} className="panel px-4 py-4">
      {steps.map((step, at) => (
        <li key={step.key} className="relative pb-6 pl-8 last:pb-0">
          <svg className="absolute top-0 left-0 h-full w-5 overflow-visible" aria-hidden="true">
            {at < steps.length - 1 && (
              <line
                x1="8"
                y1="18"
                x2="8"
                y2="100%"
                stroke={step.confirmed ? "var(--accent)" : "var(--line-strong)"}
                strokeWidth={step.confirmed ? 2 : 1.5}
                strokeDasharray={step.confirmed ? undefined : "2 6"}
              />
            )}
            <circle
              cx="8"
              cy="12"
              r="5"
              fill={step.confirmed ? "var(--accent)" : "var(--panel)"}
              stroke={step.confirmed ? "var(--accent)" : "var(--line-strong)"}
              strokeWidth="1.5"
            />
          </svg>
          <p className="font-semibold">{step.title}</p>
          {step.detail && <div>{step.detail}</div>}
          <p className="flex flex-wrap gap-x-3 text-sm text-ink-muted">
            <span>{step.who}</span>
            <TimeText time={step.time} />
            <span>{step.entry}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
