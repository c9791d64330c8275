/** How somebody is reached: a mail address or a telephone number becomes a link, everything else stays text. */
import { type Html, html } from "./html.ts";

const MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const TELEPHONE = /^\+?[0-9][0-9 ()-]{5,24}$/;

/** `contact` is what a member wrote about itself: never a link to a place of its choosing. */
export function contactLink(contact: string): Html {
  if (MAIL.test(contact)) return html`<a href="mailto:${contact}">${contact}</a>`;
  if (TELEPHONE.test(contact)) return html`<a href="tel:${contact.replace(/[ ()-]/g, "")}">${contact}</a>`;
  return html`${contact}`;
}
