import { serveNothing } from "@/lib/server/api/serve.ts";

export const GET = serveNothing;
export const POST = serveNothing;
export const PUT = serveNothing;
export const PATCH = serveNothing;
export const DELETE = serveNothing;
