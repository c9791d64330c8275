export { openFileLogSigner } from "./open-file-log-signer.ts";
export { openFileSigner } from "./open-file-signer.ts";
