/** The parts of the console's messages that its scripts in the browser speak; a test holds this list against the code. */
export const CLIENT_MESSAGES = [
  "confirm",
  "consignment",
  "fleet",
  "jobs",
  "labelCheck",
  "lotFile",
  "passkey",
  "receive",
  "scanCamera",
  "scanList",
  "secondFactor",
  "swapGuard",
  "ui",
] as const;
