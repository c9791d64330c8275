/** What a label says that no other says. */
export type PrintableLabel = {
  /** Text of the QR code. */
  readonly uri: string;
  readonly serialNumber: string;
};
/** `uri` carries the signed payload, `secretUri` the covered code; `secret` is the same to type. */
export type PrintableBag = PrintableLabel & {
  readonly secretUri: string;
  readonly secret: string;
};
