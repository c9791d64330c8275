import { describe, expect, it } from "vitest";
import { numberOnLabel } from "../../../lib/domain/label/same-label.ts";
import { signedLabel } from "../../../test/model/offline-lists.ts";
import { itemsOf, outcomeOfPicture, outcomeOfTyping } from "./outcome.ts";

const CODE = "7M07VEGGZCH4W5AMYCMX8TYA5Z";
const OTHER = "3A07VEGGZCH4W5AMYCMX8TYA5Z";
const OURS = ["https://truelane.example"];
const LABEL = `HTTPS://TRUELANE.EXAMPLE/V/${CODE}`;
const COVERED = `HTTPS://TRUELANE.EXAMPLE/A#${CODE}`;
const CARTON = "HTTPS://TRUELANE.EXAMPLE/00/340123450000000017";

describe("a picture with QR codes", () => {
  it("opens our own label", () => {
    expect(outcomeOfPicture([LABEL], OURS)).toEqual({ is: "go", path: `/v/${CODE}` });
  });

  it("opens the open code of a bag label, also beside the covered one and beside foreign codes", () => {
    const texts = ["https://maker.example", COVERED, LABEL, LABEL.toLowerCase()];
    expect(outcomeOfPicture(texts, OURS)).toEqual({ is: "go", path: `/v/${CODE}` });
  });

  it("takes the two labels of one module for one, and opens the signed one", () => {
    const bag = signedLabel("q1");
    const body = `HTTPS://TRUELANE.EXAMPLE/V/${numberOnLabel(bag)}`;
    const expected = { is: "go", path: `/v/${bag}` };
    expect(outcomeOfPicture([body, `HTTPS://TRUELANE.EXAMPLE/V/${bag}`], OURS)).toEqual(expected);
    expect(outcomeOfPicture([`HTTPS://TRUELANE.EXAMPLE/V/${bag}`, body], OURS)).toEqual(expected);
  });

  it("lists several of ours and opens none by itself", () => {
    const outcome = outcomeOfPicture([LABEL, `https://truelane.example/v/${OTHER}`, CARTON, "WIFI:S:x;;"], OURS);
    expect(outcome).toMatchObject({
      is: "many",
      items: [
        { kind: "label", path: `/v/${CODE}` },
        { kind: "label", path: `/v/${OTHER}` },
        { kind: "carton", path: "/00/340123450000000017" },
        { kind: "notOurs" },
      ],
    });
  });

  it("shows what is not ours as text, and opens nothing", () => {
    const hostile = [
      "https://evil.example/x",
      "javascript:alert(1)",
      "data:text/html,<script>alert(1)</script>",
      "https://truelane.example@evil.example/login",
      "//evil.example",
    ];
    for (const text of hostile) expect(outcomeOfPicture([text], OURS), text).toEqual({ is: "foreign", text });
  });

  it("names another address on a label of our form, also when it only looks like ours", () => {
    for (const text of [
      `HTTPS://TRUE1ANE.EXAMPLE/V/${CODE}`,
      `https://truelane.example@evil.example/v/${CODE}`,
      `https://truelane.example.evil.example/v/${CODE}`,
      `http://truelane.example/v/${CODE}`,
      `https://truelane.example:444/v/${CODE}`,
      `https://truеlane.example/v/${CODE}`,
    ])
      expect(outcomeOfPicture([text], OURS), text).toMatchObject({ is: "foreign", path: `/v/${CODE}` });
  });

  it("has no outcome without a code in it", () => {
    expect(outcomeOfPicture([], OURS)).toBeUndefined();
  });

  it("keeps the covered code on the device, does not even show it, and says so", () => {
    expect(outcomeOfPicture([COVERED], OURS)).toEqual({ is: "no", sentence: "secret" });
    expect(itemsOf([COVERED], OURS)).toEqual([{ kind: "covered", text: "" }]);
  });
});

describe("a typed text", () => {
  it("opens a code with blanks, hyphens and look-alike letters", () => {
    expect(outcomeOfTyping("7m07-vegg-zch4-w5am-ycmx-8tya-5z", OURS)).toEqual({ is: "go", path: `/v/${CODE}` });
    expect(outcomeOfTyping(CODE.replace("0", "O"), OURS)).toEqual({ is: "go", path: `/v/${CODE}` });
  });

  it("says which character is wrong, and where", () => {
    expect(outcomeOfTyping("", OURS)).toEqual({ is: "no", sentence: "empty" });
    expect(outcomeOfTyping("ABC", OURS)).toEqual({ is: "no", sentence: "length", values: { count: 3 } });
    expect(outcomeOfTyping(CODE.replace("M", "u"), OURS)).toMatchObject({ sentence: "letterU", values: { place: 2 } });
    expect(outcomeOfTyping(CODE.replace("V", "+"), OURS)).toMatchObject({
      sentence: "letters",
      values: { character: "+", place: 5 },
    });
    expect(outcomeOfTyping(`8${CODE.slice(1)}`, OURS)).toMatchObject({ sentence: "first", values: { character: "8" } });
    expect(outcomeOfTyping("七M07VEGGZCH4W5AMYCMX8TYA5Z", OURS)).toEqual({ is: "no", sentence: "ime" });
  });

  it("that is somebody else's address is refused as such, not mended", () => {
    expect(outcomeOfTyping("https://evil.example/", OURS)).toMatchObject({ is: "foreign" });
    expect(outcomeOfTyping(`https://evil.example/v/${CODE}`, OURS)).toMatchObject({
      is: "foreign",
      path: `/v/${CODE}`,
    });
  });
});
