/** What a person with a phone needs to read: the address as a QR code, and why the phone will warn. */
import QRCode from "qrcode";

/** @param colours whether the output is a terminal that shows them: then the code is black on white whatever its theme */
export async function announceLan(
  publicUrl: string,
  fingerprint: string,
  say: (line: string) => void,
  colours: boolean,
): Promise<void> {
  // Capitals keep the code small; scheme and host mean the same in any letter case.
  const code = await QRCode.toString(
    publicUrl.toUpperCase(),
    colours ? { type: "terminal", small: true } : { type: "utf8" },
  );
  say("");
  say(`On a phone in the same network, scan this or open ${publicUrl}`);
  say("");
  for (const line of code.trimEnd().split("\n")) say(line);
  for (const line of WARNING) say(line);
  say(`  ${fingerprint}`);
}

const WARNING = [
  "",
  "The phone will warn that the connection is not private. That is true: this machine made the certificate for itself, because",
  'browsers give the camera to https pages only, and nobody vouches for it. Tap "Advanced", then "Proceed" (Android), or "Show',
  'Details", then "visit this website" (iPhone). Do so only in a network that you trust, and never for a site that is not yours.',
  "手机会提示“您的连接不是私密连接”：证书由本机自签，没有机构为其担保；浏览器只允许 https 页面使用摄像头。请仅在可信网络中点“高级”→“继续前往”",
  "（iPhone：“显示详细信息”→“访问此网站”）。",
  "The certificate's SHA-256 fingerprint, as the phone shows it / 证书的 SHA-256 指纹：",
];
