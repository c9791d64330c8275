import type { LotInput } from "@/lib/usecases/commands.ts";

export type Sent =
  | { readonly ok: true; readonly jobId: string }
  | { readonly ok: false; readonly sentence: string | undefined; readonly code: string | undefined };

type Upload = {
  readonly lot: LotInput;
  readonly file: File;
  readonly onError: "refuse" | "skip";
  readonly idempotencyKey: string;
  readonly onProgress: (part: number) => void;
};

/** Sends a lot file to the upload route. `fetch` tells nothing of an upload's progress, so this is an XMLHttpRequest. */
export function sendLotFile({ lot, file, onError, idempotencyKey, onProgress }: Upload): Promise<Sent> {
  const form = new FormData();
  form.set("lot", JSON.stringify(lot));
  form.set("onError", onError);
  form.set("modules", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/lots");
    request.setRequestHeader("Idempotency-Key", idempotencyKey);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve(sentOf(request.status, request.response));
    request.onerror = () => resolve({ ok: false, sentence: undefined, code: undefined });
    request.send(form);
  });
}

/** A job (202), or a problem of RFC 9457 whose `detail` is the sentence for people. */
function sentOf(status: number, answer: unknown): Sent {
  const said = (typeof answer === "object" && answer !== null ? answer : {}) as Record<string, unknown>;
  if (status === 202 && typeof said.id === "string") return { ok: true, jobId: said.id };
  const text = (name: string) => (typeof said[name] === "string" ? said[name] : undefined);
  return { ok: false, sentence: text("detail") ?? text("title"), code: text("code") };
}
