import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../lib/server/api/openapi.ts";
import { ENDPOINTS } from "../../lib/server/api/route-table.ts";
import chinese from "../../messages/console/zh-CN.json" with { type: "json" };

const ROOT = join(import.meta.dirname, "../../app/api/v1");
/** Files of the documentation itself, and the door for addresses that mean nothing. */
const OUTSIDE = ["/openapi.json", "/docs/[[...file]]", "/[...rest]"];

const routes = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name === "route.ts")
  .map((entry) => ({
    path: `/${relative(ROOT, entry.parentPath)}`,
    text: readFileSync(join(entry.parentPath, entry.name), "utf8"),
  }))
  .filter(({ path }) => !OUTSIDE.includes(path));

describe("the OpenAPI document", () => {
  const document = openApiDocument("https://truelane.example.com");

  it("names every route file and every method in it, and nothing else", () => {
    const served = routes.flatMap(({ path, text }) =>
      [...text.matchAll(/export const ([A-Z]+) = serve\(/g)].map(
        ([, method]) => `${method} ${path.replace(/\[(\w+)\]/g, "{$1}")}`,
      ),
    );
    const documented = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(served.sort()).toEqual(documented.sort());
    expect(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(documented.sort());
  });

  it("names each parameter of a path", () => {
    for (const { id, path, params } of ENDPOINTS) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect([id, Object.keys(params?.shape ?? {}).sort()]).toEqual([id, named]);
    }
  });

  it("gives every POST an Idempotency-Key and every answer a schema", () => {
    for (const [path, methods] of Object.entries(document.paths ?? {}))
      for (const [method, operation] of Object.entries(methods ?? {})) {
        const { parameters = [], responses } = operation as {
          parameters?: { name: string }[];
          responses: Record<string, { content?: object }>;
        };
        if (method === "post")
          expect([path, parameters.map(({ name }) => name)]).toEqual([
            path,
            expect.arrayContaining(["Idempotency-Key"]),
          ]);
        for (const answer of Object.values(responses)) expect(Object.keys(answer.content ?? {})).not.toEqual([]);
      }
  });

  it("refuses a consignment file with codes for which the console has sentences, since a browser shows them", () => {
    const codes = ENDPOINTS.find(({ id }) => id === "handInConsignment")?.problems ?? [];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !(code in chinese.problem))).toEqual([]);
  });

  // A change of this file is a change of the contract with every client: read it before it is accepted.
  it("is the one that was agreed", async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot("openapi.agreed.txt");
  });
});
