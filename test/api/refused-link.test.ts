/** Somebody follows a link to a file and does not get it: a page says why, in the reader's language; programs get their problem. */
import { describe, expect, it } from "vitest";
import { refuse } from "../../lib/domain/result.ts";
import { ENDPOINTS } from "../../lib/server/api/route-table.ts";
import english from "../../messages/console/en.json" with { type: "json" };
import chinese from "../../messages/console/zh-CN.json" with { type: "json" };
import { doorsOfTwo, TRANSFER } from "./network-of-two.ts";
import { ask } from "./requests.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
/** What Java's own HTTP client asks for. */
const JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
const LINKS = ENDPOINTS.filter(({ method }) => method === "GET").map(({ id }) => id);
const gone = doorsOfTwo({
  labelFiles: async () =>
    refuse({ code: "labels-gone", sentence: "The labels <of this lot> are gone. Register another." }),
});
const follow = (headers: Readonly<Record<string, string>> = {}, doors = gone) =>
  ask(doors, "lotLabelsPDF", {
    as: "acme/label-officer",
    params: { lotId: "L-1" },
    headers: { accept: BROWSER, host: "localhost:3000", ...headers },
  });

describe("a link that is refused", () => {
  it("answers a browser with a page: the same status and sentence, and nothing that a cache or a script may use", async () => {
    const { status, headers, text } = await follow({ "accept-language": "de, en;q=0.5" });
    expect(status).toBe(410);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-language")).toBe("en");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-security-policy")).toContain("script-src 'none'");
    expect(headers.get("ratelimit-limit")).toBe("200");
    expect(text).toContain("The labels &lt;of this lot&gt; are gone. Register another.");
    expect(text).toContain(headers.get("x-request-id"));
    expect(text).not.toMatch(/<script|urn:truelane/);
  });

  it("is told in Chinese where the reader chose it, or the browser prefers it", async () => {
    const ways: readonly Readonly<Record<string, string>>[] = [
      { cookie: "a=b; truelane-language=zh-CN" },
      { "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" },
    ];
    for (const chose of ways) {
      const { headers, text } = await follow(chose);
      expect(headers.get("content-language")).toBe("zh-CN");
      expect(text).toContain('<html lang="zh-CN">');
      expect(text).toContain(chinese.problem["labels-gone"]);
      expect(text).not.toContain("are gone");
    }
  });

  it("leads back to the page that it stood on, and to no other site's idea of one", async () => {
    const back = async (referer: string) => /class="button" href="([^"]+)"/.exec((await follow({ referer })).text)?.[1];
    expect(await back("http://localhost:3000/lots/L-1/labels?label=bag&copies=2")).toBe(
      "/lots/L-1/labels?label=bag&amp;copies=2",
    );
    for (const other of ["https://evil.example/lots/L-1", "http://localhost:3000//evil.example", "javascript:x", ""])
      expect(await back(other)).toBe("/dashboard");
  });

  it("asks whoever is signed out to sign in, and then to go on there", async () => {
    const headers = { accept: BROWSER, host: "localhost:3000", referer: "http://localhost:3000/lots/L-1/labels" };
    const { status, text } = await ask(doorsOfTwo(), "lotLabelsPDF", { params: { lotId: "L-1" }, headers });
    expect(status).toBe(401);
    expect(text).toContain('href="/sign-in?next=%2Flots%2FL-1%2Flabels"');
  });

  it("that is a fault of ours says that nothing was wrong with the question", async () => {
    const broken = doorsOfTwo({
      labelFiles: async () => {
        throw new Error("of the inner parts");
      },
    });
    const { status, text } = await follow({}, broken);
    expect(status).toBe(500);
    expect(text).toContain("It did not work this time");
    expect(text).not.toContain("inner parts");
  });

  it.each(LINKS)("%s is a page for a browser and a problem for a program", async (id) => {
    for (const accept of [undefined, "*/*", "application/json", "application/pdf", JAVA]) {
      const headers = accept === undefined ? undefined : { accept };
      const { headers: said, json } = await ask(doorsOfTwo(), id, { as: "nobody", ...(headers && { headers }) });
      expect([said.get("content-type"), json.code]).toEqual(["application/problem+json", "key-unknown"]);
    }
    const { status, headers, text } = await ask(doorsOfTwo(), id, { headers: { accept: BROWSER } });
    expect([status, headers.get("content-type")]).toEqual([401, "text/html; charset=utf-8"]);
    expect(text).toContain(english.problem["not-signed-in"]);
  });
});

describe("a file that an open browser must not be enough for", () => {
  const old = (id: string, headers: Readonly<Record<string, string>>, query?: string) =>
    ask(doorsOfTwo(), id, {
      as: "acme/label-officer@",
      params: { lotId: "L-1", id: TRANSFER, module: "ab".repeat(32) },
      headers,
      ...(query && { query }),
    });
  const BAG = "label=body&count=2";

  it("leads a browser to the page that asks for it, and then back here", async () => {
    const referer = "http://localhost:3000/lots/L-1/labels";
    const { status, headers, text } = await old("lotLabelsPDF", { accept: BROWSER, referer }, BAG);
    expect([status, text, headers.get("cache-control")]).toEqual([303, "", "no-store"]);
    const { pathname, searchParams } = new URL(headers.get("location") ?? "", "http://localhost:3000");
    expect([pathname, searchParams.get("file"), searchParams.get("from")]).toEqual([
      "/confirm",
      `/api/v1/lots/L-1/labels.pdf?${BAG}`,
      "/lots/L-1/labels",
    ]);
  });

  it.each(["lotLabelsPDF", "lotLabelsCSV", "lotLabelsZPL", "lotLabelsSVG", "replacementFile", "getConsignment"])(
    "%s is refused to a script with the next step",
    async (id) => {
      const { status, json } = await old(id, {});
      expect([status, json.code]).toEqual([403, "not-confirmed"]);
      expect(json.detail).toContain("Confirm that it is you");
    },
  );

  it("is no specimen, which names nothing", async () => {
    expect((await old("lotLabelsSVG", {}, "specimen=true")).status).toBe(200);
  });

  it("that is refused for another reason leads back to where its link stood, past the page that asked", async () => {
    const from = encodeURIComponent("/lots/L-1/labels?label=bag");
    const { text } = await follow({ referer: `http://localhost:3000/confirm?file=x&from=${from}` });
    expect(text).toContain('href="/lots/L-1/labels?label=bag"');
    const { text: elsewhere } = await follow({ referer: "http://localhost:3000/confirm?from=https://evil.example" });
    expect(elsewhere).toContain('href="/dashboard"');
  });
});

describe("what is sent, not opened", () => {
  it("answers a problem whatever the browser would like to read", async () => {
    const { json } = await ask(doorsOfTwo(), "createSale", { body: {}, headers: { accept: BROWSER } });
    expect(json).toMatchObject({ status: 401, code: "not-signed-in" });
  });
});

describe("an alert or a case that is handed out", () => {
  it.each([
    ["getAlert", "A-2026-000001", "alert"],
    ["getCase", "C-2026-000001", "case"],
  ])("%s says that it is a file to keep", async (id, number, kind) => {
    const { headers } = await ask(doorsOfTwo(), id, { as: "acme:read", params: { number } });
    expect(headers.get("content-disposition")).toBe(`attachment; filename="${kind}-${number}.json"`);
    expect(headers.get("content-type")).toBe("application/json");
  });
});
