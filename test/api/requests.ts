/** Requests to handlers, and answers read by the one reader that every client needs. */

import { answerRequest } from "../../lib/server/api/answer-request.ts";
import type { Doors } from "../../lib/server/api/doors.ts";
import type { Endpoint } from "../../lib/server/api/endpoint.ts";
import { API_ROOT } from "../../lib/server/api/path-params.ts";
import { ENDPOINTS } from "../../lib/server/api/route-table.ts";

export type Asked = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly raw?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: string;
};

function endpointOf(id: string): Endpoint {
  const found = ENDPOINTS.find((endpoint) => endpoint.id === id);
  if (!found) throw new Error(`no endpoint ${id}`);
  return found;
}

export async function ask(doors: Doors, id: string, asked: Asked = {}) {
  const endpoint = endpointOf(id);
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(asked.params?.[name] ?? ""));
  const headers = new Headers({
    // A person's browser sends no key.
    ...(asked.as !== undefined && { [asked.as.includes("/") ? "x-person" : "authorization"]: `Bearer ${asked.as}` }),
    ...asked.headers,
  });
  const body = asked.raw ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  if (asked.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const request = new Request(`http://localhost:3000${API_ROOT}${path}${asked.query ? `?${asked.query}` : ""}`, {
    method: endpoint.method,
    headers,
    ...(body !== undefined && { body }),
  });
  const response = await answerRequest(endpoint, doors, request);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}
