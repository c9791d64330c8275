/** The part of an address that may be kept: enough to tell networks apart, too little to tell people apart. */

/** IPv4 /24, IPv6 /48: thousands of subscribers, and no one of them. */
export function coarseNetworkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip;
  if (mapped === "") return "unknown";
  if (!mapped.includes(":")) return `${mapped.split(".").slice(0, 3).join(".")}.0/24`;
  const [head = "", tail] = mapped.toLowerCase().split("%", 1)[0]!.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const groups = [...left, ...zeros, ...right].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.join(":")}::/48`;
}

/** RFC 1918, RFC 4193, RFC 3927, loopback: such an address comes from the house that the server stands in, or from an undeclared proxy. */
export function isPrivate(network: string): boolean {
  return (
    isThisMachine(network) ||
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.|^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/.test(network)
  );
}

/** Where everything comes from behind a proxy that nobody declared: says nothing about who asks. */
export function isThisMachine(network: string): boolean {
  return network === "127.0.0.0/24" || network === "0:0:0::/48" || network === "unknown";
}
