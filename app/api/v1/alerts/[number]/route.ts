import { getAlert } from "@/lib/server/api/endpoints/alerts.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(getAlert);
