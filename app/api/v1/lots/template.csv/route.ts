import { lotTemplate } from "@/lib/server/api/endpoints/lots.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(lotTemplate);
