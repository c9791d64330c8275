/** A light load: raw sockets that ask, read one answer, and ask again; the client costs as little as it can on a shared machine. */
import { connect } from "node:net";

export type Load = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly bytes: number };

/** @throws when an answer is not 200 */
export async function load(
  port: number,
  paths: readonly string[],
  connections: number,
  seconds: number,
): Promise<Load> {
  const requests = paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\n\r\n`),
  );
  const times: number[] = [];
  let bytes = 0;
  const began = performance.now();
  const ends = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, (_, at) =>
      one(port, requests, (at * requests.length) / connections, ends, (ms, length) => {
        times.push(ms);
        bytes += length;
      }),
    ),
  );
  const took = (performance.now() - began) / 1000;
  times.sort((one, other) => one - other);
  const share = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return {
    perSecond: times.length / took,
    p50: share(0.5),
    p99: share(0.99),
    bytes: bytes / Math.max(1, times.length),
  };
}

function one(
  port: number,
  requests: readonly Buffer[],
  start: number,
  ends: number,
  answered: (ms: number, bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let at = Math.floor(start);
    let asked = 0;
    let waiting = -1;
    let text = "";
    const ask = () => {
      asked = performance.now();
      text = "";
      waiting = -1;
      socket.write(requests[at++ % requests.length] as Buffer);
    };
    socket.on("connect", ask);
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (waiting < 0) {
        const end = text.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!text.startsWith("HTTP/1.1 200")) return reject(new Error(text.slice(0, 300)));
        const length = /content-length: (\d+)/i.exec(text)?.[1];
        waiting = length === undefined ? Number.POSITIVE_INFINITY : end + 4 + Number(length);
      }
      // Without a length the answer comes in chunks, and an empty one ends it.
      if (waiting === Number.POSITIVE_INFINITY ? !text.endsWith("\r\n0\r\n\r\n") : text.length < waiting) return;
      const now = performance.now();
      answered(now - asked, text.length);
      if (now < ends) return ask();
      socket.end();
      resolve();
    });
  });
}
