import { describe, expect, it } from "vitest";
import { outcomeOfPicture, outcomeOfTyping } from "./outcome.ts";

const CODE = "7M07VEGGZCH4W5AMYCMX8TYA5Z";
const OURS = ["https://truelane.example"];
const LABEL = `HTTPS://TRUELANE.EXAMPLE/V/${CODE}`;

describe("a picture with QR codes", () => {
  it("opens our own label", () => {
    expect(outcomeOfPicture([LABEL], OURS)).toEqual({ is: "go", path: `/v/${CODE}` });
  });

  it("opens the open code of a bag label, also beside the covered one and beside foreign codes", () => {
    const texts = ["https://maker.example", `HTTPS://TRUELANE.EXAMPLE/A#${CODE}`, LABEL];
    expect(outcomeOfPicture(texts, OURS)).toEqual({ is: "go", path: `/v/${CODE}` });
  });

  it("shows what is not ours as text, and opens nothing", () => {
    expect(outcomeOfPicture(["https://evil.example/x"], OURS)).toEqual({
      is: "foreign",
      text: "https://evil.example/x",
    });
    expect(outcomeOfPicture([`HTTPS://TRUE1ANE.EXAMPLE/V/${CODE}`], OURS)).toMatchObject({
      is: "foreign",
      path: `/v/${CODE}`,
    });
  });

  it("has no outcome without a code in it", () => {
    expect(outcomeOfPicture([], OURS)).toBeUndefined();
  });

  it("keeps the covered code on the device and says so", () => {
    expect(outcomeOfPicture([`HTTPS://TRUELANE.EXAMPLE/A#${CODE}`], OURS)).toEqual({ is: "no", sentence: "secret" });
  });
});

describe("a typed text", () => {
  it("opens a code with blanks, hyphens and look-alike letters", () => {
    expect(outcomeOfTyping("7m07-vegg-zch4-w5am-ycmx-8tya-5z")).toEqual({ is: "go", path: `/v/${CODE}` });
    expect(outcomeOfTyping(CODE.replace("0", "O"))).toEqual({ is: "go", path: `/v/${CODE}` });
  });

  it("says what is wrong with anything else", () => {
    expect(outcomeOfTyping("")).toEqual({ is: "no", sentence: "empty" });
    expect(outcomeOfTyping("ABC")).toEqual({ is: "no", sentence: "length", values: { count: 3 } });
    expect(outcomeOfTyping(CODE.replace("M", "U"))).toEqual({ is: "no", sentence: "letters" });
    expect(outcomeOfTyping("七M07VEGGZCH4W5AMYCMX8TYA5Z")).toEqual({ is: "no", sentence: "ime" });
  });
});
