/** What every public page has: the brand bar with the domain in text, the language switch, and the style. */
import type { Language } from "../../lib/domain/verify/language.ts";
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { type Html, html, raw } from "./html.ts";
import { messagesIn } from "./messages.ts";
import { ICON, LOGO } from "./shapes.ts";
import { PUBLIC_STYLE } from "./styles.ts";

/** @param keep parameters of the address that its other language must not lose; null where the address knows no language @param style what this page alone needs; its hash must stand in the page's policy @param head more elements of the head */
export function framed(
  frame: Frame,
  title: string,
  main: Html,
  script?: Html,
  style = "",
  head?: Html,
  keep: Readonly<Record<string, string>> | null = {},
): string {
  const { language } = frame;
  const messages = messagesIn(language);
  const other: Language = language === "en" ? "zh-CN" : "en";
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title} · TrueLane</title>
<link rel="icon" href="${ICON}">
${head}<style>${raw(PUBLIC_STYLE)}</style>${style && raw(`<style>${style}</style>`)}
</head>
<body>
<header class="bar"><div>
<a class="brand" href="${frame.publicUrl}/scan" aria-label="TrueLane: ${messages.typeAgain}">${LOGO}<span translate="no">TrueLane</span></a>
<span class="domain small" translate="no">${domainOf(frame.publicUrl)}</span>
${keep && html`<a class="lang" href="?${new URLSearchParams({ ...keep, lang: other }).toString()}" hreflang="${other}" lang="${other}">${messages.otherLanguage}</a>`}
</div></header>
${main}
${script}
</body>
</html>
`.markup;
}

/** Host and port, as the address bar shows them. */
export function domainOf(publicUrl: string): string {
  return publicUrl
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/+$/, "")
    .toLowerCase();
}
