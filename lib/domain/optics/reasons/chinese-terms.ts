/** What decoders and hosts call media, connectors and form factors, and names of our own that stand in a reason, in the terms of Chinese data sheets. */

/** Parts of a printed text, the longer before the shorter that they hold. What has no other name in Chinese (LC, MPO, AOC, QSFP28) is left. */
export const CHINESE_TERMS: Readonly<Record<string, string>> = {
  "no separable connector": "不可分离接口",
  "optical pigtail": "尾纤",
  "copper pigtail": "铜缆尾线",
  "parallel optics": "并行光纤",
  "parallel optic": "并行光纤",
  "passive copper cable": "无源铜缆",
  "active copper cable": "有源铜缆",
  "active optical cable": "有源光缆",
  "copper cable": "铜缆",
  "passive cable": "无源线缆",
  "active cable": "有源线缆",
  "multi-mode fiber": "多模光纤",
  "multimode fiber": "多模光纤",
  "multi mode fiber": "多模光纤",
  "single-mode fiber": "单模光纤",
  "singlemode fiber": "单模光纤",
  "single mode fiber": "单模光纤",
  "fibre channel": "光纤通道",
  "fc copper": "FC 铜缆接口",
  "fc coax": "FC 同轴接口",
  "coaxial headers": "同轴接口",
  "copper connector": "铜缆接口",
  "duplex lc": "双工 LC",
  "duplex sc": "双工 SC",
  ", 50g lanes": "（单通道 50G）",
  "short reach": "短距",
  unamplified: "（无光放大）",
  amplified: "（有光放大）",
  "with cmis": "（CMIS 管理）",
  copper: "铜缆",
  soldered: "板载焊接",
  "unknown or unspecified": "未知或未指定",
  unspecified: "未指定",
  unknown: "未知",
};

/** Values of reasons that are keys of the decoder's answer or pages of a module's memory, and what stands between ports. */
export const CHINESE_VALUES: Readonly<Record<string, string>> = {
  vendor_name: "厂商名称",
  vendor_pn: "型号",
  vendor_sn: "序列号",
  vendor_rev: "版本",
  lower: "低页",
  ", ": "、",
};
