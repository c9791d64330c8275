import { fleetReport } from "@/lib/server/api/endpoints/fleet-checks.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(fleetReport);
