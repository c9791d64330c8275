import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workOn } from "../domain/verify/proof-of-work.ts";
import { birthChecker } from "../usecases/check-birth.ts";
import { freshNumbers } from "../usecases/fresh-numbers.ts";
import {
  asJson,
  BROKEN,
  code,
  depsWith,
  found,
  get,
  head,
  lotTree,
  PUBLIC_URL,
  UNKNOWN,
} from "./public-door.testing.ts";
import { scanLimits } from "./scan-limits.ts";

const numbers = freshNumbers("of these tests", () => 0);

describe("a label's address", () => {
  it("answers a browser with a page, and a program with the same facts", async () => {
    const page = await get(depsWith(), `/v/${code}`, { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
    expect(page).toMatchObject({
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
    expect(page.text).toContain("A record exists for this code.");
    const answer = await get(depsWith(), `/v/${code}`, asJson);
    expect(answer.json()).toMatchObject({
      code,
      verdict: { code: "V2", name: "RECORD_FOUND" },
      module: {
        serialNumber: "LM26L10000",
        partNumber: "LM-100G-LR4",
        vendor: "LUMINA",
        formFactor: "QSFP28",
        lot: "L-1",
        madeOn: "2026-02-01",
        site: "Dresden",
      },
      custody: { holder: "Lumina <b>", unbroken: true },
      activation: null,
      replacedBy: null,
      ledger: { kind: "embedded", asOf: head.at, checkpoint: { size: 6 }, cosignedBy: [] },
      evidence: null,
    });
    expect(answer.headers.vary).toBe("Accept, Accept-Language");
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
  });

  it("of a withdrawn lot says under the verdict's own words when it was withdrawn and by whom", async () => {
    const at = "2026-03-02T08:00:00.000Z";
    const [registered] = found.lot.events;
    const withdrawn = { position: 5, kind: "lot-withdrawn", at, by: "Lumina <b>" } as const;
    const story = (lot: Partial<typeof found.lot>) => {
      const label = { ...found, lot: { ...found.lot, ...lot } };
      return depsWith({ records: { ...depsWith().records, label: async () => ({ head, found: label }) } });
    };
    const gone = story({ status: "withdrawn", events: [registered!, withdrawn] });
    const waiting = story({ status: "registered", events: [registered!] });
    const asPage = { accept: "text/html" };
    const english = (await get(gone, `/v/${code}`, asPage)).text;
    const card = english.slice(english.indexOf('role="status"'), english.indexOf("</section>"));
    expect(card).toContain("This label is not in use yet.");
    expect(card).toContain("Lumina &lt;b&gt; withdrew lot L-1 on 2026-03-02, before its release.");
    expect(english).not.toContain("has not released this lot");
    const chinese = (await get(gone, `/v/${code}?lang=zh-CN`, asPage)).text;
    expect(chinese).toContain("Lumina &lt;b&gt; 已于 2026-03-02 在放行前撤回批次 L-1，不会再放行。");
    expect((await get(waiting, `/v/${code}`, asPage)).text).toContain("has not released this lot");
    expect((await get(gone, `/v/${code}`, asJson)).json()).toMatchObject({
      verdict: { name: "NOT_RELEASED", text: expect.stringMatching(/^Stop\. This label is not in use yet\./) },
      history: expect.arrayContaining([
        expect.objectContaining({ summary: "Lumina <b> withdrew the lot before release." }),
      ]),
    });
  });

  it("is found in any letter case, and with letters that a reader mistakes", async () => {
    for (const path of [
      `/V/${code}`,
      `/v/${code.toLowerCase()}`,
      `/v/${code.replaceAll("0", "o").replaceAll("1", "l")}`,
      `/v/${code}/`,
    ])
      expect((await get(depsWith(), path, asJson)).status).toBe(200);
  });

  it("answers 404 with V0 for a code that nobody registered, as for one that cannot be a code", async () => {
    for (const unknown of [UNKNOWN, "hello", "%E0%A4%A", "..%2f..%2fetc", "a".repeat(5000)]) {
      const deps = depsWith();
      const answer = await get(deps, `/v/${unknown}`, asJson);
      expect(answer).toMatchObject({ status: 404 });
      expect(answer.json()).toMatchObject({
        verdict: { code: "V0" },
        module: null,
        custody: null,
        history: [],
        activation: null,
        evidence: null,
      });
      expect(deps.asked).toHaveLength(1);
    }
  });

  it("answers 503 with V8 when the records cannot be read, never V0", async () => {
    const answer = await get(depsWith({ records: BROKEN }), `/v/${code}`, asJson);
    expect(answer).toMatchObject({ status: 503 });
    expect(answer.json()).toMatchObject({ verdict: { code: "V8", name: "UNAVAILABLE" }, module: null });
    expect((await get(depsWith({ records: BROKEN }), `/v/${code}`)).text).toContain("We cannot verify right now.");
  });

  it("suspends the verdict when the record is not the one that the lot's root vouches for", async () => {
    const otherTree = { ...lotTree, nodes: lotTree.nodes.toReversed() };
    const birthCheck = birthChecker({ tree: () => otherTree });
    expect((await get(depsWith({ birthCheck }), `/v/${code}`, asJson)).json().verdict.name).toBe("RECORDS_DISAGREE");
  });

  it("gives its links, with the page as the one default", async () => {
    const answer = await get(depsWith(), `/v/${code}`, { accept: "application/linkset+json" });
    expect(answer.headers["content-type"]).toBe("application/linkset+json");
    const href = `${PUBLIC_URL}/v/${code}`;
    expect(JSON.parse(answer.text)).toMatchObject({
      linkset: [
        {
          anchor: href,
          "https://gs1.org/voc/defaultLink": [{ href }],
          "https://gs1.org/voc/pip": [{ href, hreflang: ["en", "zh-CN"] }],
        },
      ],
    });
    expect((await get(depsWith(), `/v/${UNKNOWN}`, { accept: "application/linkset+json" })).status).toBe(404);
  });

  it("speaks the browser's language, or the one that the reader chose", async () => {
    const chinese = { acceptLanguage: "zh-TW;q=0.9,en;q=0.8" };
    expect((await get(depsWith(), `/v/${code}`, chinese)).text).toContain('<html lang="zh-CN">');
    expect((await get(depsWith(), `/v/${code}?lang=en`, chinese)).text).toContain('<html lang="en">');
    expect((await get(depsWith(), `/v/${code}`, { acceptLanguage: "de" })).text).toContain('<html lang="en">');
    expect((await get(depsWith(), `/v/${code}?lang=zh-CN`, asJson)).json().verdict.text).toMatch(/^编码存在记录/);
  });

  it("is read with GET, HEAD and OPTIONS only", async () => {
    expect((await get(depsWith(), `/v/${code}`, { method: "POST" })).status).toBe(405);
    expect(await get(depsWith(), `/v/${code}`, { method: "OPTIONS" })).toMatchObject({
      status: 204,
      headers: { allow: "GET, HEAD, OPTIONS" },
    });
    expect((await get(depsWith(), `/v/${code}`, { method: "HEAD" })).status).toBe(200);
  });
});

describe("a public page", () => {
  it("is complete in 12 KB compressed, without a script and without another host", async () => {
    for (const [path, deps] of [
      [`/v/${code}`, depsWith()],
      [`/v/${UNKNOWN}`, depsWith()],
      ["/how-sure", depsWith()],
      ["/00/340123450000000017", depsWith()],
    ] as const)
      for (const lang of ["en", "zh-CN"]) {
        const page = await get(deps, `${path}?lang=${lang}`);
        expect(gzipSync(page.body).length).toBeLessThan(12_000);
        expect(page.text).not.toMatch(/<script|https?:\/\/(?!truelane\.example|www\.w3\.org)/);
        expect(page.headers["content-security-policy"]).toContain("script-src 'none'");
      }
  });

  it("never says genuine in its title", async () => {
    for (const path of [`/v/${code}`, `/v/${UNKNOWN}`, "/A", "/scan", "/how-sure", "/00/340123450000000017"])
      for (const lang of ["en", "zh-CN"])
        expect(/<title>(.*)<\/title>/.exec((await get(depsWith(), `${path}?lang=${lang}`)).text)?.[1]).not.toMatch(
          /genuine|authentic|正品/i,
        );
  });

  it("says under a heading of its own how far facts exclude each other, in both languages", async () => {
    const facts = [{ says: "seen", at: "2026-03-01T20:00:00.000Z", country: "NG", region: null }] as const;
    const stated = (rule: "R4" | "R5" | "R9") => ({ rule, severity: "high", facts, copies: [], evidence: [] }) as const;
    const headings = async (lang: string, ...rules: ("R4" | "R5" | "R9")[]) => {
      const warning = { confirmed: null, contradictions: rules.map(stated) };
      const { text } = await get(depsWith({ warnings: { of: async () => warning } }), `/v/${code}?lang=${lang}`);
      return [...text.matchAll(/<section class="panel against"><h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
    };
    expect(await headings("en", "R5", "R4", "R9")).toEqual([
      "These facts cannot all be true",
      "These facts do not fit together unless somebody looked at it in its holder&#39;s house",
      "These facts fit together only if somebody has its label or a copy of it",
    ]);
    expect(await headings("zh-CN", "R9", "R4")).toEqual([
      "以下事实不可能同时成立",
      "除非有人在持有方处查询过它，否则以下事实无法同时成立",
    ]);
    expect(await headings("en")).toEqual([]);
  });

  it("says of a stolen module who held it last, since whoever has it now is not known", async () => {
    const deps = depsWith();
    const record = { ...found, custody: { ...found.custody, stolenWith: "2026-03-01T20:00:00.000Z" } };
    const stolen = depsWith({ records: { ...deps.records, label: async () => ({ head, found: record }) } });
    for (const [lang, now, last] of [
      ["en", "<dt>Held by</dt>", "<dt>Last held by</dt>"],
      ["zh-CN", "<dt>现持有方</dt>", "<dt>最后持有方</dt>"],
    ] as const) {
      const text = async (which: typeof deps) => (await get(which, `/v/${code}?lang=${lang}`)).text;
      expect(await text(deps)).toContain(now);
      expect(await text(stolen)).toContain(last);
      expect(await text(stolen)).not.toContain(now);
    }
  });

  it("asks whether the serial number agrees: a yes leads on, a no opens the report, and nobody is asked without a record", async () => {
    for (const lang of ["en", "zh-CN"]) {
      const { text } = await get(depsWith(), `/v/${code}?lang=${lang}`);
      expect(text).toContain(lang === "en" ? "It does not agree" : "不一致</a>");
      expect(text).toContain(`/report?code=${code}&amp;differs=1&amp;lang=${lang}"`);
      expect(text).toMatch(/href="#agrees"[\s\S]*id="agrees"/);
      // Behind the mark, where no server sees it.
      expect(text).toContain(`/check?lang=${lang}#${code}"`);
    }
    expect((await get(depsWith(), `/v/${UNKNOWN}`)).text).not.toContain("#agrees");
  });

  it("says of a number that agrees no more than that, and does not ask for one where the records disagree", async () => {
    expect((await get(depsWith(), `/v/${code}?lang=en`)).text).toContain(
      'tabindex="-1">The printed numbers are the same.',
    );
    expect((await get(depsWith(), `/v/${code}?lang=zh-CN`)).text).toContain('tabindex="-1">两处序列号相同。');
    const otherTree = { ...lotTree, nodes: lotTree.nodes.toReversed() };
    const disagreeing = await get(
      depsWith({ birthCheck: birthChecker({ tree: () => otherTree }) }),
      `/v/${code}?lang=en`,
    );
    expect(disagreeing.text).toContain("LM-100G-LR4");
    expect(disagreeing.text).not.toContain("#agrees");
  });

  it("shows a hostile name as text", async () => {
    const { text } = await get(depsWith(), `/v/${code}`);
    expect(text).toContain("Lumina &lt;b&gt;");
    expect(text).not.toContain("Lumina <b>");
  });

  it("shows a hostile code as text, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (junk) => {
        const hostile = `<img src=x onerror=alert(1)>${junk}`;
        const page = await get(depsWith(), `/v/${encodeURIComponent(hostile.toWellFormed())}`);
        expect(page.status).toBe(404);
        expect(page.text).not.toMatch(/<img/i);
      }),
      { numRuns: 50 },
    );
  });
});

describe("limits", () => {
  it("stop the twenty-first unknown code of a network with V8, and never a known one", async () => {
    const deps = depsWith({ limits: scanLimits(numbers) });
    for (let n = 0; n < 20; n++) expect((await get(deps, `/v/${UNKNOWN}`)).status).toBe(404);
    const refused = await get(deps, `/v/${UNKNOWN}`, asJson);
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "600" } });
    expect(refused.json().verdict.name).toBe("UNAVAILABLE");
    expect((await get(deps, `/v/${code}`)).status).toBe(200);
    expect((await get(deps, `/v/${UNKNOWN}`, { ip: "192.0.2.2" })).status).toBe(404);
  });

  it("say of the twenty-first unknown covered code that nothing was looked up, not that a record is unreadable", async () => {
    const deps = depsWith({ limits: scanLimits(numbers) });
    const door = `/A/${"ab".repeat(32)}`;
    for (let n = 0; n < 20; n++) expect((await get(deps, door, asJson)).status).toBe(404);
    const refused = await get(deps, door, asJson);
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "600" } });
    expect(refused.json().verdict.name).toBe("UNAVAILABLE");
    expect(new Set(refused.json().verdict.checked.map(({ because }) => because))).toEqual(
      new Set(["Your network asked too often, so nothing was looked up for it."]),
    );
  });

  it("let whoever shares an address with a guesser work for an answer: once, and for himself", async () => {
    const deps = depsWith({ limits: scanLimits(numbers) });
    for (let n = 0; n < 20; n++) await get(deps, `/v/${UNKNOWN}`);
    const refused = await get(deps, `/v/${UNKNOWN}`);
    expect(refused.status).toBe(429);
    expect(refused.headers["content-security-policy"]).toContain("script-src 'self'");
    expect(refused.text).toContain("/scan/work.js");
    // Nobody is told that our side is at fault, or that a record could not be read: nothing was looked up.
    expect(refused.text).toContain("A limit stopped this look-up.");
    expect(refused.text).not.toMatch(/fault on our side|could not be read/);
    const [, challenge = ""] = /data-challenge="([0-9a-f]{32})"/.exec(refused.text) ?? [];
    const { answer } = workOn(challenge, 0, 10_000_000) ?? { answer: -1 };
    const paying = `/v/${UNKNOWN}?work=${challenge}.`;
    expect((await get(deps, `${paying}${answer + 1}`)).status).toBe(429);
    for (let n = 0; n < 20; n++) await get(deps, `/v/${UNKNOWN}`, { ip: "192.0.2.2" });
    expect((await get(deps, paying + answer, { ip: "192.0.2.2" })).status).toBe(429);
    const answered = await get(deps, paying + answer);
    expect(answered.status).toBe(404);
    expect(answered.headers["content-security-policy"]).toContain("script-src 'none'");
    expect((await get(deps, paying + answer)).status).toBe(429);
  }, 60_000);
});

describe("a carton's address", () => {
  it("says that it exists and how many things are in it, never which", async () => {
    const page = await get(depsWith(), "/00/340123450000000017");
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain("Nordwind");
    expect(JSON.parse((await get(depsWith(), "/00/340123450000000017", asJson)).text)).toEqual({
      sscc: "340123450000000017",
      container: { count: 20, packedBy: "Lumina", packedAt: head.at, state: "held", who: "Nordwind" },
    });
  });

  it("is not found, a bad number, or not readable: three different answers", async () => {
    expect((await get(depsWith(), "/00/106141412345678908")).status).toBe(404);
    expect((await get(depsWith(), "/00/106141412345678909")).status).toBe(400);
    expect((await get(depsWith({ records: BROKEN }), "/00/340123450000000017")).status).toBe(503);
  });
});

describe("the log", () => {
  it("gives its head fresh, and tiles that anybody may keep", async () => {
    expect(await get(depsWith(), "/log/checkpoint")).toMatchObject({
      status: 200,
      text: "truelane/x\n6\nroot\n",
      headers: { "cache-control": "no-store" },
    });
    expect(await get(depsWith(), "/log/tile/0/000.p/6")).toMatchObject({
      status: 200,
      headers: { "cache-control": "public, max-age=31536000, immutable" },
    });
  });

  it("has nothing wider than what was signed, and no second spelling of a tile", async () => {
    for (const path of ["/log/tile/0/000.p/7", "/log/tile/0/000", "/log/tile/0/0.p/6", "/log/tile/../../x"])
      expect((await get(depsWith(), path)).status).toBe(404);
  });
});

describe("the scanner's text box", () => {
  it("works without a script, and never opens a foreign address", async () => {
    expect((await get(depsWith(), `/v?code=${code.toLowerCase()}`)).headers.location).toBe(`/v/${code}`);
    expect((await get(depsWith(), "/v?code=https://evil.example/")).headers.location).toBe(
      "/v/https%3A%2F%2Fevil.example%2F",
    );
    expect((await get(depsWith(), "/v?code=")).headers.location).toBe("/scan");
  });
});

describe("the signed lists", () => {
  it("are handed out as they were signed, to every origin, and 404 before the first", async () => {
    const lists = { read: async (name: string) => (name === "trust" ? '{"statement":1}' : undefined) };
    const trust = await get(depsWith({ lists }), "/.well-known/truelane/trust.json");
    expect(trust).toMatchObject({ status: 200, text: '{"statement":1}' });
    expect(trust.headers).toMatchObject({ "content-type": "application/json", "access-control-allow-origin": "*" });
    expect((await get(depsWith({ lists }), "/.well-known/truelane/label-keys.json")).status).toBe(404);
  });
});
