type Props = { label: string; done: number; total: number | null; text: string };

/** The light path as a progress bar; without a total it is a thin broken line. */
export function Progress({ label, done, total, text }: Props) {
  const part = total ? Math.min(100, Math.floor((done / total) * 100)) : 0;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total ? part : undefined}
        aria-valuetext={text}
      >
        <svg width="100%" height="8" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <line
            x1="0"
            y1="4"
            x2="100"
            y2="4"
            stroke="var(--line-strong)"
            strokeWidth="1"
            vectorEffect="non-scaling-stroke"
            strokeDasharray={total ? undefined : "4 4"}
          />
          {part > 0 && (
            <line
              x1="0"
              y1="4"
              x2={part}
              y2="4"
              stroke="var(--accent)"
              strokeWidth="4"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
      </div>
      <p className="mt-1 text-sm text-ink-muted">{text}</p>
    </div>
  );
}
