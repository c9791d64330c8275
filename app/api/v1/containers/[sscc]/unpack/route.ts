import { unpackContainer } from "@/lib/server/api/endpoints/containers.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(unpackContainer);
