import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundaryOf, MalformedMultipart, readParts } from "./multipart.ts";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
}

async function partsOf(body: Uint8Array, boundary: string, size = 7) {
  const parts: { name: string; fileName?: string; contentType?: string; content: Buffer }[] = [];
  for await (const { bytes, ...head } of readParts(inPieces(body, size), boundary)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(Uint8Array.from(chunk));
    parts.push({ ...head, content: Buffer.concat(chunks) });
  }
  return parts;
}

async function encoded(form: FormData): Promise<{ body: Uint8Array; boundary: string }> {
  const request = new Request("http://localhost/", { method: "POST", body: form });
  return {
    body: new Uint8Array(await request.arrayBuffer()),
    boundary: boundaryOf(request.headers.get("content-type")) ?? "",
  };
}

describe("a multipart body", () => {
  it("gives every part back, however it was cut on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 90 }), async (content, size) => {
        const form = new FormData();
        form.set("lot", '{"lotId":"L-1"}');
        form.set("modules", new File([Uint8Array.from(content)], 'a "b".csv', { type: "text/csv" }));
        const { body, boundary } = await encoded(form);
        const parts = await partsOf(body, boundary, size);
        expect(parts.map(({ name }) => name)).toEqual(["lot", "modules"]);
        expect(parts[0]?.content.toString()).toBe('{"lotId":"L-1"}');
        expect(parts[1]).toMatchObject({ fileName: 'a "b".csv', contentType: "text/csv" });
        expect(parts[1]?.content.equals(Buffer.from(content))).toBe(true);
      }),
    );
  });

  it("may hold what looks like the beginning of a boundary", async () => {
    const body = Buffer.from('--b\r\nContent-Disposition: form-data; name="f"\r\n\r\none\r\n--\r\n--a\r\n--b--\r\n');
    expect((await partsOf(body, "b", 1))[0]?.content.toString()).toBe("one\r\n--\r\n--a");
  });

  it("that ends early is refused, not taken for a short file", async () => {
    const body = Buffer.from('--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nserialNumber\nA1\n');
    await expect(partsOf(body, "b")).rejects.toThrow(MalformedMultipart);
  });

  it("with an endless head or without end of parts is refused", async () => {
    await expect(partsOf(Buffer.from(`--b\r\n${"x".repeat(20_000)}`), "b", 1000)).rejects.toThrow("too long");
    const part = '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\n1\r\n';
    await expect(partsOf(Buffer.from(`${part.repeat(30)}--b--`), "b", 100)).rejects.toThrow("more than");
  });

  it("is told by its content type alone", () => {
    expect(boundaryOf("multipart/form-data; boundary=abc")).toBe("abc");
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"')).toBe("a b");
    expect(boundaryOf("text/csv; boundary=abc")).toBeUndefined();
    expect(boundaryOf(null)).toBeUndefined();
  });
});
