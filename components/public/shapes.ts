/** The drawings of the public pages: shape says the same as colour (WCAG 1.4.1). */
import { type Html, raw } from "./html.ts";

/** Which colour and shape a verdict wears (ux.md section 1). */
export type Tone = "record" | "confirmed" | "doubt" | "stop" | "unknown";

const BIG =
  'width="44" height="44" viewBox="0 0 44 44" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"';

const DRAWINGS: Readonly<Record<Tone, string>> = {
  record: `<svg ${BIG}><path d="M11 5h15l8 8v26H11z"/><path d="M26 5v8h8M17 22h11M17 28h11M17 34h6"/></svg>`,
  confirmed: `<svg ${BIG}><path d="M22 4l15 6v11c0 9-6 15-15 19C13 36 7 30 7 21V10z"/><path d="M15 21l5 5 9-10"/></svg>`,
  doubt: `<svg ${BIG}><path d="M22 6l18 32H4z"/><path d="M22 18v9M22 32.5v.1"/></svg>`,
  stop: `<svg ${BIG}><path fill="currentColor" stroke="none" d="M14 3h16l11 11v16L30 41H14L3 30V14z"/><path stroke="var(--panel)" stroke-width="4" d="M22 12v12M22 31.5v.1"/></svg>`,
  unknown: `<svg ${BIG}><circle cx="22" cy="22" r="17" stroke-dasharray="5 5.7"/><path d="M16 22h12"/></svg>`,
};

export function verdictShape(tone: Tone): Html {
  return raw(DRAWINGS[tone]);
}

const SMALL =
  'width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"';
const MARKS = {
  passed: `<svg ${SMALL}><path d="M4 10.5l4 4 8-9"/></svg>`,
  failed: `<svg ${SMALL}><path d="M5 5l10 10M15 5L5 15"/></svg>`,
  "not-run": `<svg ${SMALL}><circle cx="10" cy="10" r="6.5" stroke-dasharray="2.5 2.6" stroke-width="1.6"/></svg>`,
} as const;

export function checkMark(status: keyof typeof MARKS): Html {
  return raw(MARKS[status]);
}

/** The mark of the product, as components/ui/light-path.tsx draws it: two ends of a fibre, and what runs between them. */
export const LOGO = raw(
  '<svg width="28" height="28" viewBox="0 0 28 28" fill="none" aria-hidden="true"><path d="M5 21.5C13 21.5 12 6.5 23 6.5" stroke="var(--accent)" stroke-width="2.25" stroke-linecap="round"/><circle cx="5" cy="21.5" r="3" fill="var(--panel)" stroke="var(--ink)" stroke-width="2"/><circle cx="23" cy="6.5" r="3.25" fill="var(--accent)"/></svg>',
);
/** The mark on its tile, as app/icon.svg has it: the scan listener serves no other file for it. */
export const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='-6 -6 40 40'%3E%3Crect x='-6' y='-6' width='40' height='40' rx='9' fill='%23006279'/%3E%3Cpath d='M5 21.5C13 21.5 12 6.5 23 6.5' fill='none' stroke='%238de3f2' stroke-width='3' stroke-linecap='round'/%3E%3Ccircle cx='5' cy='21.5' r='3' fill='%23006279' stroke='%23fff' stroke-width='2.5'/%3E%3Ccircle cx='23' cy='6.5' r='4' fill='%23fff'/%3E%3C/svg%3E";
