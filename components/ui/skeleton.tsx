type Props = { label: string; rows?: number };

/** The shape of a list page while its rows are on the way: same heights, so nothing jumps. */
export function PageSkeleton({ label, rows = 8 }: Props) {
  return (
    <div role="status" aria-label={label}>
      <div className="h-8 w-56 animate-pulse rounded bg-sunken" />
      <div className="mt-3 h-5 w-96 max-w-full animate-pulse rounded bg-sunken" />
      <div className="panel mt-6">
        {Array.from({ length: rows }, (_, at) => `row-${at}`).map((key) => (
          <div key={key} className="flex h-12 items-center border-b border-line px-4 last:border-b-0 md:h-9">
            <div className="h-3 w-2/3 animate-pulse rounded bg-sunken" />
          </div>
        ))}
      </div>
    </div>
  );
}
