/** A reader's side of the talk with the page: says whether it can read, then answers each picture. */

export type Picture = Pick<ImageData, "data" | "width" | "height" | "colorSpace">;
type Read = (picture: Picture & ImageData) => Promise<readonly string[]>;
type Asked = { readonly id: number; readonly data: ImageDataArray; readonly width: number; readonly height: number };

/** What a worker's global scope is, as far as we need it. */
type Scope = { postMessage(message: unknown): void; onmessage: ((event: MessageEvent<Asked>) => void) | null };

export function answerPictures(open: () => Promise<Read>): void {
  const scope = globalThis as unknown as Scope;
  open().then(
    (read) => {
      scope.onmessage = ({ data: { id, data, width, height } }) => {
        const picture = new ImageData(data, width, height);
        read(picture).then(
          (texts) => scope.postMessage({ id, texts }),
          () => scope.postMessage({ id, texts: [] }),
        );
      };
      scope.postMessage({ ready: true });
    },
    () => scope.postMessage({ ready: false }),
  );
}
