/** Organisations behind OUIs met in modules (IEEE registry). The first name is shown; any of them in the vendor name agrees. */
export const OUI_NAMES: Readonly<Record<string, readonly string[]>> = {
  "00:90:65": ["FINISAR", "II-VI", "COHERENT"],
  "00:02:c9": ["MELLANOX", "NVIDIA"],
  "00:1b:21": ["INTEL"],
  "00:17:6a": ["AVAGO", "BROADCOM", "FOXCONN", "FIT"],
  "00:05:1e": ["BROCADE"],
  "78:a7:14": ["AMPHENOL"],
  "44:7c:7f": ["INNOLIGHT"],
  "00:09:3a": ["MOLEX"],
  "64:9d:99": ["FS"],
  "00:00:5f": ["SUMITOMO"],
  "00:1c:73": ["ARISTA"],
  "00:40:20": ["TYCO", "TE CONN"],
};
