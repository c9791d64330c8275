import { parseTypedCode } from "@/lib/domain/label/code.ts";
import { parseLabelUri } from "@/lib/domain/label/label-uri.ts";
import { parseSscc } from "@/lib/domain/label/sscc.ts";

/** The path of this installation's public page for a typed code, a scanned link, or an SSCC. A link's host is dropped: we answer for our own records only. */
export function codePathOf(typed: string): string | undefined {
  const text = typed.normalize("NFKC").trim();
  const link = parseLabelUri(text);
  if (link.ok) {
    if (link.value.kind === "code") return `/v/${link.value.code}`;
    if (link.value.kind === "payload") return `/v/${link.value.payload}`;
    if (link.value.kind === "sscc") return `/00/${link.value.sscc}`;
    if (link.value.kind === "gs1" && link.value.code) return `/v/${link.value.code}`;
    return undefined;
  }
  const code = parseTypedCode(text);
  if (code.ok) return `/v/${code.value}`;
  const sscc = parseSscc(text);
  return sscc.ok ? `/00/${sscc.value}` : undefined;
}
