import { describe, expect, it } from "vitest";
import { contactLink } from "./contact.ts";
import { grouped } from "./grouped.ts";
import { html } from "./html.ts";

const HOSTILE = `"><script>alert('x')</script>&amp;`;

describe("markup from values", () => {
  it("shows hostile text as text, between tags and in attributes", () => {
    const { markup } = html`<a title="${HOSTILE}">${HOSTILE}</a>`;
    expect(markup).not.toContain("<script");
    expect(markup).toBe(
      `<a title="${"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;"}">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;</a>`,
    );
  });

  it("keeps markup that the tag made, and leaves out what is not there", () => {
    expect(html`${[html`<b>1</b>`, null, false, 0, ""]}`.markup).toBe("<b>1</b>0");
  });

  it("makes a link of a mail address or a telephone number, and of nothing else", () => {
    expect(contactLink("a@b.example").markup).toContain('href="mailto:a@b.example"');
    expect(contactLink("+49 351 1234").markup).toContain('href="tel:+493511234"');
    for (const other of ["https://evil.example", "javascript:alert(1)", `a@b.example"onclick=x`])
      expect(contactLink(other).markup).not.toContain("<a");
  });

  it("groups in fours without blanks that would be copied", () => {
    expect(grouped("LM26L10001").markup).toBe(
      '<span class="mono grouped" translate="no"><span>LM26</span><span>L100</span><span>01</span></span>',
    );
  });
});
