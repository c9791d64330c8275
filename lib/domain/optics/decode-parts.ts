/** A capture of several devices: each reader in turn, until nobody reads anything of what is left. */
import type { RuleId } from "./answer.ts";
import { type DecodedCapture, type DecodeOptions, decodeCaptureWithModules } from "./decode-capture.ts";
import { NO_HOST_WORDS } from "./rules/text-rules.ts";

const MOST_FORMATS = 4;

/**
 * At least one part; the first is what `decodeCapture` answers, and of all of them only the last says what was not read. What
 * bytes already gave is not taken again from the words printed beside them: bytes outrank text (optics.md section 1).
 */
export function decodeParts(text: string, options: DecodeOptions = {}): DecodedCapture[] {
  const parts = [decodeCaptureWithModules(text, options)];
  if (options.format) return parts;
  while (parts.length < MOST_FORMATS) {
    const last = parts.at(-1)!;
    if (last.answer.expect.kind === "unknown") break;
    const rest = last.rest();
    // No serial number without a digit: rulers and headings alone are not worth another look.
    if (!/\d/.test(rest)) break;
    const next = decodeCaptureWithModules(rest);
    if (next.answer.expect.kind === "unknown" || next.read.length === 0 || !isOfOthers(next, parts)) break;
    const { unread: _, ...read } = last.answer;
    parts[parts.length - 1] = { ...last, answer: read };
    parts.push(withoutHostWords(next));
  }
  return parts;
}

/** The first part saw every line: what hosts say between their modules is its own. */
function withoutHostWords({ answer, ...part }: DecodedCapture): DecodedCapture {
  const isOther = (id: RuleId) => id !== "HOST_SAYS_NOT_ITS_BRAND";
  const findings = answer.findings?.filter(({ id }) => isOther(id));
  return {
    ...part,
    hostWords: NO_HOST_WORDS,
    answer: { ...answer, must_warn: answer.must_warn.filter(isOther), ...(findings && { findings }) },
  };
}

/** Every module names a serial number, and none of them one that was read before. */
function isOfOthers({ read }: DecodedCapture, parts: readonly DecodedCapture[]): boolean {
  const known = new Set(parts.flatMap(({ read }) => read.map(({ claims: { serial } }) => serial?.trim())));
  return read.every(({ claims: { serial } }) => !!serial?.trim() && !known.has(serial.trim()));
}
