import { readiness } from "@/lib/server/readiness.ts";

export const dynamic = "force-dynamic";

/** May people be sent here? 503 while the database does not answer or is not as this version needs it; a slow ledger is told, and does not fail it. */
export async function GET(): Promise<Response> {
  const state = await readiness();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
