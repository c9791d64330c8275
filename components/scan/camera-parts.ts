/** The public scanner's camera and readers, for screens that load them only when somebody asks. */
export { openCamera } from "../public/scan-client/camera.ts";
export { openDecoder } from "../public/scan-client/decoder.ts";
export { frameOf } from "../public/scan-client/pictures.ts";
