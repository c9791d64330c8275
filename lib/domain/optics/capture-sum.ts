/** Many decoded pieces as one answer: modules in order, findings, what repeats in the whole capture, what was not read. */
import type { AnswerValue, Bytes, Expect, Finding, InputFormat, TextModule, Unread } from "./answer.ts";
import type { DecodedCapture, ReadModule } from "./decode-capture.ts";
import type { DecodedModule } from "./decode-pages.ts";
import { duplicateFindings } from "./rules/duplicate-rules.ts";
import { findingOf } from "./rules/rulebook.ts";
import { type HostWords, hostVerdictFindings } from "./rules/text-rules.ts";

/** One module of the whole; `decoded` where its bytes were there. */
export type SummedModule = ReadModule & {
  readonly format: InputFormat;
  readonly said: Readonly<Record<string, AnswerValue>>;
  readonly decoded?: DecodedModule;
  readonly text?: TextModule;
};

const MOST_UNREAD = 200;

export class CaptureSum {
  readonly formats = new Set<InputFormat>();
  /** Findings on the capture itself, such as the host's own words. */
  readonly around: Finding[] = [];
  readonly unread: Unread[] = [];
  /** All that were not understood, also those that are not shown. */
  unreadCount = 0;
  private readonly heard = new Set<string>();
  /** Whom the last prompt of the capture named; empty where that is not known. */
  private host = "";

  /**
   * @param firstLine 1 where a capture begins: no host of the one before goes on in it
   * @returns the modules of these parts, in order; the sum itself does not keep them
   */
  add(parts: readonly DecodedCapture[], firstLine = 1): SummedModule[] {
    if (firstLine === 1) this.host = "";
    return parts.flatMap((part) => {
      const { answer, hostWords } = part;
      for (const { line, text } of answer.unread ?? []) this.leaveOut({ line: line + firstLine - 1, text });
      const isUnknown = answer.expect.kind === "unknown";
      if (!isUnknown) this.hear(hostWords);
      this.host = hostWords.last ?? this.host;
      if (isUnknown) return [];
      this.formats.add(answer.input_format);
      return part.read.map((read, at) => moduleOf(part, read, at));
    });
  }

  /** What a host says is said once, in however many pieces it says it. */
  private hear({ verdicts }: HostWords): void {
    for (const { host = this.host, line } of verdicts) {
      if (this.heard.has(host)) continue;
      this.heard.add(host);
      this.around.push(...hostVerdictFindings([{ host, line }]).map((found) => findingOf(found)));
    }
  }

  private leaveOut(unread: Unread): void {
    this.unreadCount++;
    if (this.unread.length < MOST_UNREAD) this.unread.push(unread);
  }
}

/** What repeats among all modules: over several pieces no piece can see it. */
export function repeated(modules: readonly ReadModule[]): Finding[] {
  return duplicateFindings(modules).map((found) => findingOf(found));
}

export function findingsOf({ raised, port }: ReadModule): Finding[] {
  return raised.map((found) => findingOf(found, port));
}

function moduleOf({ answer, modules }: DecodedCapture, read: ReadModule, at: number): SummedModule {
  const decoded = modules[at];
  const said = listed(answer.expect, at);
  return {
    ...read,
    format: answer.input_format,
    said: said as SummedModule["said"],
    ...(decoded ? { decoded } : { text: said as TextModule }),
  };
}

function listed(expect: Expect, at: number): Bytes | TextModule {
  const list = expect.kind === "cli-text" || expect.kind === "byte-list" ? expect.modules : [expect];
  return (list as readonly (Bytes | TextModule)[])[at]!;
}
