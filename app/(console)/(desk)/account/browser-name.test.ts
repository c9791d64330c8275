import { describe, expect, it } from "vitest";
import { browserName } from "./browser-name.ts";

describe("the browser of a session", () => {
  it("has the name that people know it by, not those it also claims", () => {
    const names = {
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36":
        "Chrome · Linux",
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0":
        "Edge · Windows",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0": "WeChat · iOS",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox · macOS",
    };
    for (const [userAgent, name] of Object.entries(names)) expect(browserName(userAgent)).toBe(name);
  });

  it("has none where a program says nothing of itself", () => {
    expect(browserName("curl/8.5")).toBeUndefined();
  });
});
