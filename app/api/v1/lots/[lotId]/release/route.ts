import { releaseOneLot } from "@/lib/server/api/endpoints/lots.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(releaseOneLot);
