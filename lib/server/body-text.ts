import "server-only";

/** The body of a request as text. @returns nothing when it is longer than `most` bytes, which are then not read to the end */
export async function textOf(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  most: number,
): Promise<string | undefined> {
  if (!body) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
