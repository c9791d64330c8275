type Given = { first?: string; count?: string; start?: string };

/** What was asked for, brought inside the lot and the sheet. `first` and `start` count from 1. */
export function printRange(given: Given, lotCount: number, places: number) {
  const first = within(given.first, 1, 1, lotCount);
  return {
    first,
    count: within(given.count, lotCount - first + 1, 1, lotCount - first + 1),
    start: within(given.start, 1, 1, places),
  };
}

function within(text: string | undefined, otherwise: number, least: number, most: number): number {
  const number = text && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
  return Math.min(Math.max(number, least), most);
}
