/** The public scanner's camera and readers, for screens that load them only when somebody asks: the one way from here to them. */
export { openCamera } from "../public/scan-client/camera.ts";
export { type Decoder, loadDecoder } from "../public/scan-client/decoder.ts";
export { frameOf } from "../public/scan-client/pictures.ts";
