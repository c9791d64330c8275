/** A reader's side of the talk with the page: says whether it can read, then answers each picture. */
import { type Effort, type Look, type LookAt, readPicture } from "./read-picture.ts";

export type Asked = {
  readonly id: number;
  readonly data: ImageDataArray;
  readonly width: number;
  readonly height: number;
  readonly effort: Effort;
};
export type Answered = { readonly ready: boolean } | { readonly id: number; readonly look: Look };

/** What a worker's global scope is, as far as we need it. */
type Scope = { postMessage(message: Answered): void; onmessage: ((event: MessageEvent<Asked>) => void) | null };

export function answerPictures(open: () => Promise<LookAt>): void {
  const scope = globalThis as unknown as Scope;
  open().then(
    (lookAt) => {
      scope.onmessage = ({ data: { id, effort, ...picture } }) => {
        readPicture(lookAt, picture, effort).then(
          (look) => scope.postMessage({ id, look }),
          () => scope.postMessage({ id, look: { texts: [], seen: [] } }),
        );
      };
      scope.postMessage({ ready: true });
    },
    () => scope.postMessage({ ready: false }),
  );
}
