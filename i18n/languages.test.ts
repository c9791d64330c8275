import { describe, expect, it } from "vitest";
import { chooseLanguage } from "./languages.ts";

describe("the language of a request", () => {
  it("is the one the person chose", () => {
    expect(chooseLanguage("zh-CN", "en-US,en")).toBe("zh-CN");
  });

  it("is the browser's best when nobody chose", () => {
    expect(chooseLanguage(undefined, "fr-FR, zh;q=0.8, en;q=0.4")).toBe("zh-CN");
    expect(chooseLanguage(undefined, "zh;q=0.2,en-GB;q=0.9")).toBe("en");
  });

  it("is English for an unknown choice, an unknown browser, and a refused language", () => {
    expect(chooseLanguage("xx", null)).toBe("en");
    expect(chooseLanguage(undefined, "fr")).toBe("en");
    expect(chooseLanguage(undefined, "zh;q=0")).toBe("en");
  });
});
