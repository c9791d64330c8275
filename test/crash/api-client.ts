/** A member's program that never gives up: it asks again under the same Idempotency-Key until it has a final answer. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../lib/usecases/operation.ts";

const PATIENCE_MS = 180_000;

/** A write that somebody was told is recorded. */
export type Acknowledged = {
  readonly key: string;
  readonly path: string;
  readonly body: unknown;
  readonly operation: Operation;
};

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

export class ApiClient {
  private readonly told = new Map<string, Acknowledged>();
  private readonly url: () => string;
  private readonly apiKey: string;

  constructor(url: () => string, apiKey: string) {
    this.url = url;
    this.apiKey = apiKey;
  }

  /** Each key once, however often it was asked for. */
  get acknowledged(): readonly Acknowledged[] {
    return [...this.told.values()];
  }

  /** Asks until the write is recorded; throws when it is refused. */
  async write(key: string, path: string, body: unknown): Promise<Record<string, unknown>> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(200)) {
      const answer = await this.post(path, JSON.stringify(body), {
        "content-type": "application/json",
        "idempotency-key": key,
      });
      const operation = answer?.body.operation as Operation | undefined;
      if (operation?.state === "recorded") {
        this.told.set(key, { key, path, body, operation });
        return answer?.body ?? {};
      }
      if (answer && answer.status >= 400 && answer.status < 500)
        throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
    throw new Error(`${path} got no final answer`);
  }

  /** Sends a lot file and waits for the job; every broken connection is tried again under the same key. */
  async register(lotId: string, partNumber: string, revision: string, serials: readonly string[]): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(300)) {
      const form = new FormData();
      form.set("lot", JSON.stringify({ lotId, partNumber, revision, madeOn: "2026-06-01" }));
      form.set("modules", new Blob([`serialNumber\n${serials.join("\n")}\n`], { type: "text/csv" }), "lot.csv");
      const answer = await this.post("lots", form, { "idempotency-key": `lot-${lotId}` });
      const state = answer?.body.state;
      if (state === "done") return;
      if (state === "failed" || state === "cancelled" || (answer && answer.status >= 400 && answer.status < 500)) {
        throw new Error(`lot ${lotId}: ${JSON.stringify(answer?.body)}`);
      }
    }
    throw new Error(`lot ${lotId} was not registered in time`);
  }

  /** Undefined when nobody answered, or the server itself was in trouble. */
  private async post(
    path: string,
    body: string | FormData,
    headers: Record<string, string>,
  ): Promise<Answer | undefined> {
    try {
      const answer = await fetch(`${this.url()}/api/v1/${path}`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${this.apiKey}`, ...headers },
        signal: AbortSignal.timeout(20_000),
      });
      if (answer.status >= 500) return undefined;
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    } catch {
      return undefined;
    }
  }
}
