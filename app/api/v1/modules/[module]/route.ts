import { getModule } from "@/lib/server/api/endpoints/modules.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(getModule);
