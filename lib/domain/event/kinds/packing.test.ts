import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  foundedBook,
  lotOf,
  makerSscc,
  offer,
  pack,
  release,
  releasedBook,
  unpack,
} from "../../../../test/model/book.ts";
import { ssccOf } from "../../label/sscc.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(30);
const [one = "", two = "", three = "", four = ""] = lot.modules;
const carton = containerSubject("lumina", makerSscc(1), 1);
const second = containerSubject("lumina", makerSscc(2), 1);
const pallet = containerSubject("lumina", makerSscc(100), 1);

const released = () => releasedBook(lot);

describe("packing", () => {
  it("puts the holder's things into a container, and brings modules into the world", () => {
    const book = released();
    expect(answerOf(pack(book, "lumina", carton, [one, two], lot))).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({ custody: { at: "holder", holder: "lumina" }, count: 2 });
    expect(book.states.get(one)).toMatchObject({
      lot: lot.subject,
      index: 0,
      custody: { at: "inside", container: carton },
    });
    expect(answerOf(pack(book, "lumina", carton, [three], lot))).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({ count: 3 });
    expect(answerOf(pack(book, "lumina", pallet, [carton]))).toBe("accepted");
    expect(book.states.get(pallet)).toMatchObject({ count: 1 });
  });

  it("takes 500 things at once", () => {
    const book = foundedBook();
    const large = lotOf(500, "L-500");
    release(book, large);
    expect(answerOf(pack(book, "lumina", carton, large.modules, large))).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({ count: 500 });
  });

  it("never puts one thing into two containers", () => {
    const book = released();
    pack(book, "lumina", carton, [one], lot);
    expect(answerOf(pack(book, "lumina", second, [one]))).toBe("not-top-level");
    expect(answerOf(pack(book, "lumina", carton, [one]))).toBe("not-top-level");
  });

  it("never puts a container into itself, directly or around a corner", () => {
    const book = released();
    pack(book, "lumina", carton, [one], lot);
    expect(answerOf(pack(book, "lumina", carton, [carton]))).toBe("contents-mismatch");
    pack(book, "lumina", pallet, [carton]);
    expect(answerOf(pack(book, "lumina", carton, [pallet]))).toBe("container-not-top-level");
  });

  it("is only for whom holds both container and things", () => {
    const book = released();
    pack(book, "lumina", carton, [one], lot);
    offer(book, "lumina", "nordwind", 1, [two], lot);
    accept(book, "nordwind", 1, [two]);
    expect(answerOf(pack(book, "nordwind", carton, [two]))).toBe("not-the-holder");
    expect(answerOf(pack(book, "lumina", carton, [two]))).toBe("not-the-holder");
    expect(
      answerOf(pack(book, "nordwind", containerSubject("nordwind", ssccOf(0, "7350053", 1), 1), [three], lot)),
    ).toBe("not-the-holder");
    expect(answerOf(pack(book, "nordwind", containerSubject("nordwind", ssccOf(0, "7350053", 1), 1), [two]))).toBe(
      "accepted",
    );
  });

  it("does not touch what is offered or sold", () => {
    const book = released();
    pack(book, "lumina", carton, [one], lot);
    pack(book, "lumina", second, [two], lot);
    offer(book, "lumina", "nordwind", 1, [carton, three], lot);
    expect(answerOf(pack(book, "lumina", carton, [four], lot))).toBe("already-offered");
    expect(answerOf(pack(book, "lumina", second, [three]))).toBe("already-offered");
    book.say("lumina", { kind: "sold" }, { contents: [second] });
    expect(answerOf(pack(book, "lumina", second, [four], lot))).toBe("already-sold");
  });

  it("numbers new containers under the packer's own GS1 prefix", () => {
    const book = released();
    const foreign = containerSubject("lumina", ssccOf(0, "7350053", 1), 1);
    expect(answerOf(pack(book, "lumina", foreign, [one], lot))).toBe("sscc-not-yours");
    const others = containerSubject("nordwind", makerSscc(5), 1);
    expect(answerOf(pack(book, "lumina", others, [one], lot))).toBe("sscc-not-yours");
    const wrongDigit = containerSubject("lumina", makerSscc(1).slice(0, 17) + ((Number(makerSscc(1)[17]) + 1) % 10), 1);
    expect(answerOf(pack(book, "lumina", wrongDigit, [one], lot))).toBe("malformed");
  });

  it("uses a number anew only after its last use was emptied", () => {
    const book = released();
    const again = containerSubject("lumina", makerSscc(1), 2);
    expect(answerOf(pack(book, "lumina", again, [one], lot))).toBe("container-number");
    pack(book, "lumina", carton, [one], lot);
    expect(answerOf(pack(book, "lumina", again, [two], lot))).toBe("container-number");
    unpack(book, "lumina", carton, [one]);
    expect(answerOf(pack(book, "lumina", carton, [two], lot))).toBe("container-emptied");
    expect(answerOf(pack(book, "lumina", again, [one, two], lot))).toBe("accepted");
    expect(answerOf(pack(book, "lumina", again, [three], lot))).toBe("accepted");
    expect(answerOf(pack(book, "lumina", containerSubject("lumina", makerSscc(1), 3), [four], lot))).toBe(
      "container-number",
    );
  });
});

describe("a module's first event", () => {
  it("waits for the release of its lot", () => {
    const book = foundedBook();
    expect(answerOf(pack(book, "lumina", carton, [one], lot))).toBe("lot-unknown");
    book.say("lumina", lot.fact);
    expect(answerOf(pack(book, "lumina", carton, [one], lot))).toBe("lot-not-released");
    book.say("lumina", { kind: "lot-withdrawn", lot: lot.subject, reason: "wrong" });
    expect(answerOf(pack(book, "lumina", carton, [one], lot))).toBe("lot-not-released");
  });

  it("brings its birth, and no other's", () => {
    const book = released();
    const say = (births: Parameters<Book["say"]>[2]) =>
      answerOf(book.say("lumina", { kind: "packed", container: carton }, births));
    expect(say({ contents: [one] })).toBe("birth-missing");
    expect(say({ contents: [one], births: [lot.birthOf(two)] })).toBe("birth-invalid");
    expect(say({ contents: [one], births: [lot.birthOf(one), lot.birthOf(two)] })).toBe("birth-invalid");
    const forged = { ...lot.birthOf(one), leaf: { ...lot.birthOf(one).leaf, record: "00".repeat(32) } };
    expect(say({ contents: [one], births: [forged] })).toBe("birth-invalid");
    expect(say({ contents: [one], births: [lot.birthOf(one)] })).toBe("accepted");
    expect(
      answerOf(
        book.say("lumina", { kind: "unpacked", container: carton }, { contents: [one], births: [lot.birthOf(one)] }),
      ),
    ).toBe("birth-invalid");
  });

  it("happens once: a second lot with the same label id does not own the module", () => {
    const book = released();
    pack(book, "lumina", carton, [one], lot);
    const fact = { kind: "packed", container: second } as const;
    const said = { contents: [one], births: [lot.birthOf(one)] };
    expect(answerOf(book.say("lumina", fact, { ...said, heads: new Map() }))).toBe("stale-subject");
  });

  it("is not packed as a container that nobody packed", () => {
    expect(answerOf(pack(released(), "lumina", pallet, [carton]))).toBe("thing-unknown");
  });
});

describe("unpacking", () => {
  const packedBook = () => {
    const book = released();
    pack(book, "lumina", carton, [one, two, three], lot);
    return book;
  };

  it("gives the container's holder what comes out", () => {
    const book = packedBook();
    expect(answerOf(unpack(book, "lumina", carton, [two]))).toBe("accepted");
    expect(book.states.get(two)).toMatchObject({ custody: { at: "holder", holder: "lumina" } });
    expect(book.states.get(carton)).toMatchObject({ count: 2 });
    expect(book.states.get(carton)).not.toHaveProperty("emptied");
  });

  it("closes the container with its last thing", () => {
    const book = packedBook();
    unpack(book, "lumina", carton, [one, two]);
    unpack(book, "lumina", carton, [three]);
    expect(book.states.get(carton)).toMatchObject({ count: 0, emptied: true });
    expect(answerOf(unpack(book, "lumina", carton, [three]))).toBe("container-emptied");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [carton]))).toBe("container-emptied");
  });

  it("takes out only what is directly inside", () => {
    const book = packedBook();
    expect(answerOf(unpack(book, "lumina", carton, [four]))).toBe("birth-missing");
    pack(book, "lumina", second, [four], lot);
    expect(answerOf(unpack(book, "lumina", carton, [four]))).toBe("not-in-container");
    pack(book, "lumina", pallet, [carton, second]);
    expect(answerOf(unpack(book, "lumina", pallet, [one]))).toBe("not-in-container");
    expect(answerOf(unpack(book, "lumina", pallet, [carton, second, one]))).toBe("not-in-container");
  });

  it("opens only a top-level container that its holder has free", () => {
    const book = packedBook();
    expect(answerOf(unpack(book, "nordwind", carton, [one]))).toBe("not-the-holder");
    pack(book, "lumina", pallet, [carton]);
    expect(answerOf(unpack(book, "lumina", carton, [one]))).toBe("container-not-top-level");
    unpack(book, "lumina", pallet, [carton]);
    offer(book, "lumina", "nordwind", 1, [carton]);
    expect(answerOf(unpack(book, "lumina", carton, [one]))).toBe("already-offered");
    accept(book, "nordwind", 1, [carton]);
    expect(answerOf(unpack(book, "lumina", carton, [one]))).toBe("not-the-holder");
    expect(answerOf(unpack(book, "nordwind", carton, [one]))).toBe("accepted");
    expect(answerOf(unpack(book, "nordwind", second, [two]))).toBe("thing-unknown");
  });
});
