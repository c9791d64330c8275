/** What each command prints, key by key; made-up modules in the commands' own layouts. */
import { describe, expect, it } from "vitest";
import type { CliText } from "../answer.ts";
import { decodeCapture } from "../decode-capture.ts";
import { decodeParts } from "../decode-parts.ts";
import { ethtoolText, sfpDump } from "../made-up-module.testing.ts";

const modulesIn = (text: string) => (decodeCapture(text).expect as CliText).modules;

describe("Cisco", () => {
  it("IOS-XE show idprom: dotted OUI, date with slashes, trailing dot", () => {
    const text = `IDPROM for transceiver GigabitEthernet1/0/2:
  Transceiver Type:                         = GE LX (20)
  Product Identifier (PID)                  = GLC-LH-SMD
  Vendor Revision                           = 1.0
  Serial Number (SN)                        = EXA24291ZUU
  Vendor Name                               = CISCO-EXAMPLE
  Vendor OUI (IEEE company ID)              = 00.1C.AD (7341)
  CLEI code                                 = WOTRB9YBAB
  Cisco part number                         = 10-2625-02
  Date code (yy/mm/dd)                      = 20/07/20
  Connector type                            = LC.`;
    expect(decodeCapture(text).input_format).toBe("cisco-iosxe-show-idprom");
    expect(modulesIn(text)).toEqual([
      {
        port: "GigabitEthernet1/0/2",
        type: "GE LX (20)",
        pid: "GLC-LH-SMD",
        vendor_rev: "1.0",
        vendor_sn: "EXA24291ZUU",
        vendor_name: "CISCO-EXAMPLE",
        vendor_oui: "00:1c:ad",
        clei: "WOTRB9YBAB",
        cisco_pn: "10-2625-02",
        date: "2020-07-20",
        connector: "LC",
      },
    ]);
  });

  it("IOS show idprom without bytes: codes, and a revision printed as bytes", () => {
    const text = `General SFP Information
Identifier            :   0x03
Connector             :   0x07
Transceiver           :   0x00 0x00 0x00 0x02 0x12 0x00 0x01 0x05
Encoding              :   0x01
BR_Nominal            :   0x0D
Vendor Name           :   CISCO-EXAMPLE
Vendor Part Number    :   EX-1G-LX
Vendor Revision       :   0x31 0x2E 0x30 0x20
Vendor Serial Number  :   EXA24291ZUU
Date code             :   200720`;
    expect(decodeCapture(text).input_format).toBe("cisco-show-idprom");
    expect(modulesIn(text)[0]).toMatchObject({
      identifier: "0x03",
      connector: "0x07",
      transceiver_codes: "0000000212000105",
      encoding: "0x01",
      br_nominal_100MBd: 13,
      vendor_rev: "1.0",
      date_code: "200720",
    });
  });

  it("NX-OS: a port without a module is left out, marks after values are no values", () => {
    const text = `Ethernet1/1
    transceiver is not present

Ethernet1/2
    transceiver is present
    type is 10Gbase-SR
    name is CISCO-EXAMPLE
    part number is EX-SFP-10G-SR
    revision is A
    serial number is EXA18510TXL
    cisco part number is 10-2415-03
    cisco product id is SFP-10G-SR
    cisco version id is V03

           SFP Detail Diagnostics Information (internal calibration)
                Current              Alarms                  Warnings
                Measurement     High        Low         High          Low
  Temperature   35.66 C        75.00 C     -5.00 C     70.00 C        0.00 C
  Voltage        3.29 V         3.63 V      2.97 V      3.46 V        3.13 V
  Current           N/A        11.80 mA     4.00 mA    10.80 mA       5.00 mA
  Tx Power     -14.05 dBm --    1.69 dBm  -11.30 dBm   -1.30 dBm     -7.30 dBm
  Rx Power     -30.45 dBm --    2.00 dBm  -13.90 dBm   -1.00 dBm     -9.90 dBm`;
    expect(decodeCapture(text).input_format).toBe("cisco-nxos-show-interface-transceiver-details");
    expect(modulesIn(text)).toEqual([
      {
        port: "Ethernet1/2",
        type: "10Gbase-SR",
        vendor_name: "CISCO-EXAMPLE",
        vendor_pn: "EX-SFP-10G-SR",
        vendor_rev: "A",
        vendor_sn: "EXA18510TXL",
        cisco_pn: "10-2415-03",
        pid: "SFP-10G-SR",
        vid: "V03",
        ddm: { temp_c: 35.66, vcc_v: 3.29, bias_ma: null, tx_dbm: -14.05, rx_dbm: -30.45 },
        further: {
          Temperature: ["35.66 C        75.00 C     -5.00 C     70.00 C        0.00 C"],
          Voltage: ["3.29 V         3.63 V      2.97 V      3.46 V        3.13 V"],
          Current: ["N/A        11.80 mA     4.00 mA    10.80 mA       5.00 mA"],
          "Tx Power": ["-14.05 dBm --    1.69 dBm  -11.30 dBm   -1.30 dBm     -7.30 dBm"],
          "Rx Power": ["-30.45 dBm --    2.00 dBm  -13.90 dBm   -1.00 dBm     -9.90 dBm"],
        },
      },
    ]);
  });

  it("NX-OS: what has no key of ours stands under its own name, and what another command prints does not", () => {
    const text = `Ethernet1/3
    transceiver is present
    name is CISCO-EXAMPLE
    serial number is EXA18510TXL
    nominal bitrate is 10300 MBit/sec
    Link length supported for 50/125um OM3 fiber is 300 m
    near-end lanes used none
    constructor is known

DOM is not supported

switch# show module
    the supervisor is active`;
    const { expect: said, unread } = decodeCapture(text);
    expect(said).toMatchObject({
      modules: [
        {
          port: "Ethernet1/3",
          ddm_supported: false,
          further: {
            "nominal bitrate": ["10300 MBit/sec"],
            "Link length supported for 50/125um OM3 fiber": ["300 m"],
            "near-end lanes used": ["none"],
          },
        },
      ],
    });
    expect(JSON.stringify(said)).toContain('"constructor":["known"]');
    expect(unread?.map(({ line }) => line)).toEqual([12, 13]);
  });

  it("IOS show idprom: the words beside bytes are that module's, and a module in words alone keeps its own", () => {
    const bytes = `SEEPROM contents (hex):\n${ethtoolText(sfpDump().slice(0, 96))}`;
    const inWords = (serial: string) => `General SFP Information
Identifier            :   SFP/SFP+
Transceiver
 GE Comp code         :   Unknown
Vendor Name           :   CISCO-EXAMPLE
Vendor Serial Number  :   ${serial}
Extended ID Fields
CC_EXT                :   0x61
`;
    const parts = decodeParts(`${inWords("EXA24291ZUU")}\nswitch#\n${inWords("EXA24291ZUV")}\n${bytes}`);
    expect(parts.map(({ answer }) => answer.expect)).toMatchObject([
      { standard: "SFF-8472", further: { "Vendor Serial Number": ["EXA24291ZUV"], "GE Comp code": ["Unknown"] } },
      { modules: [{ vendor_sn: "EXA24291ZUU", further: { "GE Comp code": ["Unknown"], CC_EXT: ["0x61"] } }] },
    ]);
    expect(parts[1]?.answer.unread).toMatchObject([{ text: "switch#" }]);
  });

  it("XR show controllers optics: port from the command, lanes from the table", () => {
    const text = `RP/0/RP0/CPU0:r1#show controllers optics 0/2/0/4
 Controller State: Up
 Laser State: On
 THRESHOLD VALUES
         Parameter                 High Alarm  Low Alarm  High Warning  Low Warning
         ------------------------  ----------  ---------  ------------  -----------
         Rx Power Threshold(dBm)          5.5      -14.1           4.5        -10.1
         LBC High Threshold = 98 %
         Wavelength = 1307.00 nm
         Lane  Laser Bias    TX Power    RX Power  Output Frequency
           0     30.0 mA    1.00 dBm   -2.00 dBm       N/A
           1     31.0 mA    1.10 dBm   -2.10 dBm       N/A
         Temperature = 14.39 Celsius
         Voltage = 3.36 V
 Transceiver Vendor Details
         Form Factor            : QSFP+
         Name                   : CISCO-EXAMPLE
         OUI Number             : ac.de.48
         Part Number            : EX-QSFP-LR
         Serial Number          : EXA21370445
         PID                    : QSFP-4X10G-LR-S
         Date Code(yy/mm/dd)    : 17/09/13`;
    expect(decodeCapture(text).input_format).toBe("cisco-xr-show-controllers-optics");
    expect(modulesIn(text)).toEqual([
      {
        port: "0/2/0/4",
        wavelength_nm: 1307,
        ddm: { bias_ma: [30, 31], tx_dbm: [1, 1.1], rx_dbm: [-2, -2.1], temp_c: 14.39, vcc_v: 3.36 },
        form_factor: "QSFP+",
        vendor_name: "CISCO-EXAMPLE",
        vendor_oui: "ac:de:48",
        vendor_pn: "EX-QSFP-LR",
        vendor_sn: "EXA21370445",
        pid: "QSFP-4X10G-LR-S",
        date: "2017-09-13",
        further: {
          "Laser State": ["On"],
          "Rx Power Threshold(dBm)": ["5.5      -14.1           4.5        -10.1"],
          "LBC High Threshold": ["98 %"],
        },
      },
    ]);
    expect(decodeCapture(text).unread).toBeUndefined();
  });

  it("IOS show interfaces transceiver: live values and no identity", () => {
    const text = `++ : high alarm, +  : high warning, -  : low warning, -- : low alarm.
                                 Optical   Optical
           Temperature  Voltage  Tx Power  Rx Power
Port       (Celsius)    (Volts)  (dBm)     (dBm)
---------  -----------  -------  --------  --------
Te1/49       23.1       3.29      -2.2  --   -3.0
Te1/50       23.4       3.31      N/A       -2.6`;
    expect(decodeCapture(text).expect).toEqual({
      kind: "cli-text",
      modules: [
        { port: "Te1/49", ddm: { temp_c: 23.1, vcc_v: 3.29, tx_dbm: -2.2, rx_dbm: -3 } },
        { port: "Te1/50", ddm: { temp_c: 23.4, vcc_v: 3.31, tx_dbm: null, rx_dbm: -2.6 } },
      ],
      no_identity_in_format: true,
    });
  });

  it("show inventory: transceivers without the boards, and the host's word on a foreign one", () => {
    const text = `NAME: "Rack 0", DESCR: "Cisco 8200 2RU 32x400G QSFP56-DD w/IOS XR"
PID: 8202-32FH-M       , VID: V03, SN: EXB00000001

NAME: "HundredGigE0/0/0/30", DESCR: "Non-Cisco QSFP28 100G CWDM4 Pluggable Optics Module"
PID: EX.161HG.2.C      , VID: 01, SN: SN0001

NAME: "Slot 1",  DESCR: "1/10G SFP+ Ethernet Module"
PID: N9K-EXAMPLE       ,  VID: V02 ,  SN: EXB00000002`;
    expect(decodeCapture(text)).toMatchObject({
      input_format: "cisco-show-inventory",
      must_warn: ["HOST_SAYS_NOT_ITS_BRAND"],
    });
    expect(modulesIn(text)).toEqual([
      {
        port: "HundredGigE0/0/0/30",
        description: "Non-Cisco QSFP28 100G CWDM4 Pluggable Optics Module",
        pid: "EX.161HG.2.C",
        vid: "01",
        vendor_sn: "SN0001",
      },
    ]);
  });
});
