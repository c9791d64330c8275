/** The thin light path: the one ornament. Two ends of a fibre, and what runs between them. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <path
        d="M5 21.5C13 21.5 12 6.5 23 6.5"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.25"
        strokeLinecap="round"
      />
      <circle cx="5" cy="21.5" r="3" fill="var(--page)" stroke="var(--ink)" strokeWidth="2" />
      <circle cx="23" cy="6.5" r="3.25" fill="var(--accent)" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-ink">
      <LogoMark />
      <span className="text-xl font-semibold tracking-tight">TrueLane</span>
    </span>
  );
}

/** The path behind the home page's one sentence; only drawn, never read. */
export function LightPathBackdrop() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 960 320"
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full opacity-60 max-lg:hidden"
    >
      <path
        d="M-80 316C300 316 478 306 500 190S560 6 1040 6"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
