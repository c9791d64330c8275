import { startFleetCheck } from "@/lib/server/api/endpoints/fleet-checks.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(startFleetCheck);
