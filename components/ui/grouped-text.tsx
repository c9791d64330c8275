import { CopyButton } from "./copy-button.tsx";

type Props = { text: string; copy?: boolean; size?: 4 | 8 };

/** Codes, serials and hashes: monospace in groups, spaced by layout so that copying gives the exact text. */
export function GroupedText({ text, copy = false, size = 4 }: Props) {
  const groups = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => ({
    at,
    part: text.slice(at * size, (at + 1) * size),
  }));
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span translate="no" className="font-mono break-all select-all">
        {groups.map(({ at, part }) => (
          <span key={at} className="inline-block not-last:mr-[0.4em]">
            {part}
          </span>
        ))}
      </span>
      {copy && <CopyButton text={text} />}
    </span>
  );
}

/** A serial or number too short to need groups. */
export function ExactText({ text, copy = false }: { text: string; copy?: boolean }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span translate="no" className="font-mono break-all select-all">
        {text}
      </span>
      {copy && <CopyButton text={text} />}
    </span>
  );
}
