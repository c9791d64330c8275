/** `2026-11-22 16:05 UTC`: ISO order, minutes, and the zone named. */
export function timeText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

export function TimeText({ time }: { time: string }) {
  return (
    <time dateTime={time} className="whitespace-nowrap">
      {timeText(time)}
    </time>
  );
}
