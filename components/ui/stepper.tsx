import { classNames } from "./class-names.ts";

type Props = { label: string; steps: readonly string[]; current: number };

/** Where one stands on a way of several steps. */
export function Stepper({ label, steps, current }: Props) {
  return (
    <ol aria-label={label} className="my-6 flex">
      {steps.map((step, at) => (
        <li
          key={step}
          aria-current={at === current ? "step" : undefined}
          className={classNames(
            "relative flex-1 text-sm",
            at === current ? "font-semibold text-ink" : "text-ink-muted",
          )}
        >
          <svg width="100%" height="16" aria-hidden="true" className="mb-1 block overflow-visible">
            {at < steps.length - 1 && (
              <line
                x1="6"
                y1="8"
                x2="100%"
                y2="8"
                stroke={at < current ? "var(--accent)" : "var(--line-strong)"}
                strokeWidth={at < current ? 2 : 1}
              />
            )}
            <circle
              cx="6"
              cy="8"
              r="5"
              fill={at <= current ? "var(--accent)" : "var(--page)"}
              stroke={at <= current ? "var(--accent)" : "var(--line-strong)"}
              strokeWidth="1.5"
            />
          </svg>
          <span className="block pr-2">{step}</span>
        </li>
      ))}
    </ol>
  );
}
