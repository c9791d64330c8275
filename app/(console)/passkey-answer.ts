import { z } from "zod";

const bytes = z.string().max(4096);
/** What `PublicKeyCredential.toJSON()` makes, each part a text: the library looks the passkey up by its id. */
export const passkeyAnswer = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
  clientExtensionResults: z.object({}),
});
