import "server-only";

/** The web process's side of label files: what the worker draws passes through, and is never kept here. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { ok, refuse } from "../domain/result.ts";
import type { Problem } from "../usecases/operation.ts";
import type { LabelFiles } from "./label-request.ts";

const UNREACHABLE: Problem = {
  code: "labels-unreachable",
  sentence: "The process that draws labels does not answer. Try again in a moment; /readyz says whether it runs.",
};

/** @param socketPath where the worker listens */
export function labelClient(socketPath: string): LabelFiles {
  return async (asked, left) => {
    const answer = await post(socketPath, JSON.stringify(asked), left).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") return undefined;
      throw error;
    });
    if (!answer) return refuse(UNREACHABLE);
    if (answer.statusCode === 200) return ok(Readable.toWeb(answer) as ReadableStream<Uint8Array>);
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    return refuse(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Problem);
  };
}

function post(socketPath: string, body: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    httpRequest(
      { socketPath, method: "POST", path: "/", signal, headers: { "content-type": "application/json" } },
      answered,
    )
      .on("error", failed)
      .end(body);
  });
}
