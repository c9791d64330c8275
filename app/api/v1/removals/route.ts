import { createRemoval } from "@/lib/server/api/endpoints/life.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(createRemoval);
