import { describe, expect, it } from "vitest";
import { foundingForm } from "./founding-form.ts";

const wrong = (given: object) => foundingForm.safeParse(given).error?.issues.map(({ path }) => path.join("/"));
const right = {
  token: "t",
  network: "Net",
  memberName: "Lumen Optics",
  member: "lumen",
  roles: ["maker"],
  name: "Ada",
  email: "ada@lumen.example",
  password: "a sentence that is long enough",
};

describe("the form that founds a network", () => {
  it("names every field that is missing, in the order of the form", () => {
    expect(wrong({ roles: ["maker"] })).toEqual([
      "token",
      "network",
      "memberName",
      "member",
      "name",
      "email",
      "password",
    ]);
  });

  it("names what is wrong about the organisation and about the person at once, and takes what is right", () => {
    expect(wrong({ ...right, member: "LUMEN !", email: "ada" })).toEqual(["member", "email"]);
    expect(wrong(right)).toBeUndefined();
  });
});
