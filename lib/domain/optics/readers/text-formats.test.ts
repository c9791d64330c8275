/** What each command prints, key by key; made-up modules in the commands' own layouts. */
import { describe, expect, it } from "vitest";
import type { CliText } from "../answer.ts";
import { decodeCapture } from "../decode-capture.ts";

const modulesIn = (text: string) => (decodeCapture(text).expect as CliText).modules;

describe("ethtool -m", () => {
  const SFP = `# ethtool -m eth0
	Identifier                                : 0x03 (SFP)
	Extended identifier                       : 0x04 (GBIC/SFP defined by 2-wire interface ID)
	Connector                                 : 0x07 (LC)
	Transceiver codes                         : 0x10 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00
	Transceiver type                          : 10G Ethernet: 10G Base-SR
	Encoding                                  : 0x06 (64B/66B)
	BR, Nominal                               : 10300MBd
	Length (SMF,km)                           : 0km
	Length (OM3)                              : 300m
	Laser wavelength                          : 850nm
	Vendor name                               : EXAMPLE OPTICS
	Vendor OUI                                : ac:de:48
	Vendor PN                                 : EX-SFP-10G-SR
	Vendor rev                                :
	Option                                    : RX_LOS implemented
	Option                                    : TX_FAULT implemented
	Vendor SN                                 : SN0001
	Date code                                 : 260402
	Optical diagnostics support               : Yes
	Laser bias current                        : 7.176 mA
	Laser output power                        : 0.5846 mW / -2.33 dBm
	Receiver signal average optical power     : 0.0000 mW / -inf dBm
	Module temperature                        : 31.25 degrees C / 88.25 degrees F
	Module voltage                            : 3.2900 V
	Laser bias current high alarm             : Off
	Laser bias current high alarm threshold   : 10.500 mA
	Module temperature high alarm threshold   : 78.00 degrees C / 172.40 degrees F`;

  it("gives codes, words and live values, and no threshold in their place", () => {
    expect(decodeCapture(SFP)).toMatchObject({ input_format: "ethtool-text", must_warn: [], may_warn: [] });
    expect(modulesIn(SFP)).toEqual([
      {
        port: "eth0",
        identifier: "0x03",
        identifier_text: "SFP",
        ext_identifier: "0x04",
        connector: "LC",
        transceiver_codes: "1000000000000000",
        type: "10G Ethernet: 10G Base-SR",
        encoding: "0x06",
        br_nominal_100MBd: 103,
        wavelength_nm: 850,
        vendor_name: "EXAMPLE OPTICS",
        vendor_oui: "ac:de:48",
        vendor_pn: "EX-SFP-10G-SR",
        vendor_rev: "",
        vendor_sn: "SN0001",
        date_code: "260402",
        ddm_supported: true,
        ddm: { bias_ma: 7.176, tx_mw: 0.5846, tx_dbm: -2.33, rx_mw: 0, rx_dbm: null, temp_c: 31.25, vcc_v: 3.29 },
        further: {
          "Length (SMF,km)": ["0km"],
          "Length (OM3)": ["300m"],
          Option: ["RX_LOS implemented", "TX_FAULT implemented"],
          "Laser bias current high alarm": ["Off"],
          "Laser bias current high alarm threshold": ["10.500 mA"],
          "Module temperature high alarm threshold": ["78.00 degrees C / 172.40 degrees F"],
        },
      },
    ]);
  });

  it("understands every line that the tool prints, and no other", () => {
    expect(decodeCapture(SFP).unread).toBeUndefined();
    const strange = `${SFP}\n\tSomething that ethtool never says        : 7`;
    expect(decodeCapture(strange).unread).toMatchObject([{ line: 29 }]);
  });

  it("takes the extended identifier of a QSFP and the words that follow it", () => {
    const text = `Identifier : 0x11 (QSFP28)
Extended identifier : 0xcc
Extended identifier description : 3.5W max. Power consumption
Extended identifier description : High Power Class (> 3.5 W) not enabled
Vendor SN : SN0001`;
    expect(modulesIn(text)).toMatchObject([
      {
        ext_identifier: "0xcc",
        further: {
          "Extended identifier description": ["3.5W max. Power consumption", "High Power Class (> 3.5 W) not enabled"],
        },
      },
    ]);
    expect(decodeCapture(text).unread).toBeUndefined();
  });

  it("gives channels as lists", () => {
    const text = `Identifier : 0x11 (QSFP28)
Laser tx bias current (Channel 1) : 6.750 mA
Laser tx bias current (Channel 2) : 6.800 mA
Transmit avg optical power (Channel 1) : 0.5000 mW / -3.01 dBm
Transmit avg optical power (Channel 2) : 0.4000 mW / -3.98 dBm
Rcvr signal avg optical power(Channel 1) : 0.3000 mW / -5.23 dBm`;
    expect(modulesIn(text)[0]?.ddm).toEqual({
      bias_ma: [6.75, 6.8],
      tx_mw: [0.5, 0.4],
      tx_dbm: [-3.01, -3.98],
      rx_mw: [0.3],
      rx_dbm: [-5.23],
    });
  });

  it("proves an empty serial number", () => {
    expect(decodeCapture("Identifier : 0x03 (SFP)\nVendor SN :\nVendor name : X").must_warn).toEqual(["SERIAL_BLANK"]);
  });
});

describe("Junos", () => {
  it("show chassis pic: columns by position, no serial numbers", () => {
    const text = `FPC slot 0, PIC slot 1 information:
PIC port information:
                         Fiber                    Xcvr vendor       Wave-    Xcvr         JNPR
  Port Cable type        type  Xcvr vendor        part number       length   Firmware     Rev
  0    100GBASE SR4 T2   MM    EXAMPLE OPTICS     EX-QSFP28-SR4     850 nm   0.0          REV 01
  1    100GBASE CU 3M    n/a   EXAMPLE            EX-CU3M           n/a      0.0

Port speed information:
  0      0       4x10GE, 40GE, 100GE`;
    expect(decodeCapture(text).expect).toMatchObject({ no_serial_in_format: true });
    expect(modulesIn(text)).toMatchObject([
      {
        port: 0,
        type: "100GBASE SR4 T2",
        fiber: "MM",
        vendor_name: "EXAMPLE OPTICS",
        vendor_pn: "EX-QSFP28-SR4",
        wavelength_nm: 850,
      },
      { port: 1, type: "100GBASE CU 3M", vendor_pn: "EX-CU3M" },
    ]);
    expect(modulesIn(text)[1]).not.toHaveProperty("fiber");
  });

  it("show chassis hardware: empty cells stay empty", () => {
    const text = `Item             Version  Part number  Serial number     Description
FPC 0            REV 17   650-023442   XH0000000000      EX-CHASSIS
  PIC 0                   BUILTIN      BUILTIN           48x25G-8x100G
    Xcvr 4       REV 02   740-038291   SN0001            SFP-T
    Xcvr 54               740-061000   SN0002-2          QSFP28-100G-CU1M`;
    expect(modulesIn(text)).toMatchObject([
      { port: 4, fpc: 0, pic: 0, juniper_pn: "740-038291", vendor_sn: "SN0001", description: "SFP-T" },
      { port: 54, juniper_pn: "740-061000", vendor_sn: "SN0002-2", description: "QSFP28-100G-CU1M" },
    ]);
  });

  it("show interfaces diagnostics optics: both units of power, no identity", () => {
    const text = `Physical interface: xe-0/1/7
    Laser bias current                        :  37.682 mA
    Laser output power                        :  0.6560 mW / -1.83 dBm
    Module temperature                        :  36 degrees C / 97 degrees F
    Module voltage                            :  3.2680 V
    Receiver signal average optical power     :  0.0000 mW / - Inf dBm
    Laser bias current high alarm threshold   :  95.000 mA
Physical interface: ge-0/0/1
    Optical diagnostics                       :  N/A
Physical interface: ge-0/0/2, Enabled, Physical link is Up
  Interface index: 500, SNMP ifIndex: 512`;
    expect(decodeCapture(text).unread?.map(({ line }) => line)).toEqual([11]);
    expect(decodeCapture(text).expect).toEqual({
      kind: "cli-text",
      modules: [
        {
          port: "xe-0/1/7",
          ddm: { bias_ma: 37.682, tx_mw: 0.656, tx_dbm: -1.83, temp_c: 36, vcc_v: 3.268, rx_mw: 0, rx_dbm: null },
          further: { "Laser bias current high alarm threshold": ["95.000 mA"] },
        },
      ],
      no_identity_in_format: true,
    });
  });
});

describe("Huawei and H3C", () => {
  it("VRP: lanes in pairs over two lines, a second serial number, the host's alarms", () => {
    const text = `100GE1/0/1 transceiver information:
-------------------------------------------------------------------
 Common information:
   Transceiver Type                      :100GBASE_SR4
   Connector Type                        :MPO
   Wavelength (nm)                       :850
   Digital Diagnostic Monitoring         :YES
   Vendor Name                           :EXAMPLE
   Vendor Part Number                    :EX-QSFP28-SR4
   Ordering Name                         :
-------------------------------------------------------------------
 Manufacture information:
   Manu. Serial Number                   :21000000000000000001
   Manufacturing Date                    :2016-8-16
-------------------------------------------------------------------
 Alarm information:
   Non-Huawei-Ethernet-Switch-Certified Transceiver
-------------------------------------------------------------------
 Diagnostic information:
   Temperature (Celsius)                 :41.88
   Voltage (V)                           :3.30
   Bias Current (mA)                     :7.50|7.51  (Lane0|Lane1)
                                          7.52|7.53  (Lane2|Lane3)
   Bias High Threshold (mA)              :12.00
   Current RX Power (dBm)                :-1.00|-     (Lane0|Lane1)
                                          -1.20|-1.30 (Lane2|Lane3)
-------------------------------------------------------------------`;
    const answer = decodeCapture(text);
    expect(answer).toMatchObject({
      input_format: "huawei-vrp-display-interface-transceiver",
      must_warn: ["HOST_SAYS_NOT_ITS_BRAND"],
    });
    expect(modulesIn(text)).toEqual([
      {
        port: "100GE1/0/1",
        type: "100GBASE_SR4",
        connector: "MPO",
        wavelength_nm: 850,
        ddm_supported: true,
        vendor_name: "EXAMPLE",
        vendor_pn: "EX-QSFP28-SR4",
        manu_sn: "21000000000000000001",
        date: "2016-08-16",
        alarms: ["Non-Huawei-Ethernet-Switch-Certified Transceiver"],
        ddm: { temp_c: 41.88, vcc_v: 3.3, bias_ma: [7.5, 7.51, 7.52, 7.53], rx_dbm: [-1, null, -1.2, -1.3] },
        further: { "Bias High Threshold (mA)": ["12.00"] },
      },
    ]);
  });

  it("Comware: three commands join by port, and only by port", () => {
    const text = `<H3C>display transceiver interface
Ten-GigabitEthernet1/0/1 transceiver information:
  Transceiver Type              : 10G_BASE_SR_SFP
  Vendor Name                   : EXAMPLE
  Ordering Name                 : -
Ten-GigabitEthernet1/0/2 transceiver information:
  Transceiver Type              : 10G_BASE_LR_SFP
<H3C>display transceiver manuinfo interface
Ten-GigabitEthernet1/0/2 transceiver manufacture information:
  Manu. Serial Number : 21000000000000000002
Ten-GigabitEthernet1/0/1 transceiver manufacture information:
  Manu. Serial Number : 21000000000000000001
<H3C>display transceiver diagnosis interface
Ten-GigabitEthernet1/0/1 transceiver diagnostic information:
  Current diagnostic parameters:
    Temp(°C) Voltage(V)  Bias(mA)  RX power(dBm)  TX power(dBm)
    42         3.41        6.42      -2.55          -
  Alarm thresholds:
          Temp(°C) Voltage(V)  Bias(mA)  RX power(dBm)  TX power(dBm)
    High  80         3.60        15.00     0.00           0.00`;
    expect(decodeCapture(text).input_format).toBe("h3c-comware");
    expect(modulesIn(text)).toEqual([
      {
        port: "Ten-GigabitEthernet1/0/1",
        type: "10G_BASE_SR_SFP",
        vendor_name: "EXAMPLE",
        manu_sn: "21000000000000000001",
        ddm: { temp_c: 42, vcc_v: 3.41, bias_ma: 6.42, rx_dbm: -2.55, tx_dbm: null },
      },
      { port: "Ten-GigabitEthernet1/0/2", type: "10G_BASE_LR_SFP", manu_sn: "21000000000000000002" },
    ]);
  });
});

describe("other systems", () => {
  it("SONiC: keys in any order, a lot behind the date, N/A left out", () => {
    const text = `Ethernet0: SFP EEPROM detected
        Vendor SN: SN0001
        Vendor OUI: AC-DE-48
        Vendor Date Code(YYYY-MM-DD Lot): 2020-05-06 00
        Active Firmware: N/A
        CMIS Rev: 5.0
        Application Advertisement: 400GBASE-CR8 - Host Assign (0x1)
                                   200GBASE-CR4 (Clause 136) - Host Assign (0x2)
        ModuleThresholdValues:
                TempHighAlarm  : 75.0000C
        Length Cable Assembly(m): 2.0
        Identifier: OSFP 8X Pluggable Transceiver
Ethernet8: SFP EEPROM not detected`;
    expect(decodeCapture(text).input_format).toBe("sonic-show-interfaces-transceiver-eeprom");
    expect(modulesIn(text)).toEqual([
      {
        port: "Ethernet0",
        vendor_sn: "SN0001",
        vendor_oui: "ac:de:48",
        date: "2020-05-06 00",
        cmis_rev: "5.0",
        cable_length_m: 2,
        identifier_text: "OSFP 8X Pluggable Transceiver",
        further: {
          "Application Advertisement": [
            "400GBASE-CR8 - Host Assign (0x1)",
            "200GBASE-CR4 (Clause 136) - Host Assign (0x2)",
          ],
          TempHighAlarm: ["75.0000C"],
        },
      },
    ]);
    expect(decodeCapture(text).unread).toBeUndefined();
  });

  it("Arista: columns under dashes, a model with a blank, an empty slot", () => {
    const text = `System has 3 transceiver slots
  Port Manufacturer     Model            Serial Number    Rev
  ---- ---------------- ---------------- ---------------- ----
  1    Example Networks EX SFP-10G-SR    SN0001           0002
  2    Not Present
  3    Example          EX-SFP           SN0003`;
    expect(modulesIn(text)).toEqual([
      { port: 1, vendor_name: "Example Networks", vendor_pn: "EX SFP-10G-SR", vendor_sn: "SN0001", vendor_rev: "0002" },
      { port: 3, vendor_name: "Example", vendor_pn: "EX-SFP", vendor_sn: "SN0003" },
    ]);
    expect(decodeCapture(text).unread).toBeUndefined();
  });

  it("FreeBSD: one line for the vendor, lanes as lists, an empty serial number", () => {
    const text = `cc0: flags=8843<UP> metric 0
	plugged: QSFP28 40GBASE-SR4 (MPO 1x12)
	vendor: EXAMPLE OPTICS PN: EX-QSFP28 SN:  DATE: 2013-06-11
	module temperature: 35.12 C voltage: 3.29 Volts
	lane 1: RX power: 0.55 mW (-2.58 dBm) TX bias: 6.70 mA
	lane 2: RX power: 0.56 mW (-2.50 dBm) TX bias: 6.71 mA`;
    expect(decodeCapture(text)).toMatchObject({ input_format: "freebsd-ifconfig-v", must_warn: ["SERIAL_BLANK"] });
    expect(modulesIn(text)).toEqual([
      {
        port: "cc0",
        identifier_text: "QSFP28",
        type: "40GBASE-SR4",
        connector: "MPO 1x12",
        vendor_name: "EXAMPLE OPTICS",
        vendor_pn: "EX-QSFP28",
        vendor_sn: "",
        date: "2013-06-11",
        ddm: { temp_c: 35.12, vcc_v: 3.29, rx_mw: [0.55, 0.56], rx_dbm: [-2.58, -2.5], bias_ma: [6.7, 6.71] },
      },
    ]);
  });

  it("a text of no known command is unknown, and all of it is shown", () => {
    const answer = decodeCapture("Dear colleague,\n\nplease find the module attached.");
    expect(answer).toMatchObject({ input_format: "unknown", expect: { kind: "unknown" }, must_warn: [] });
    expect(answer.unread?.map(({ line }) => line)).toEqual([1, 3]);
  });

  it("the module of another format in the same paste is shown as unread", () => {
    const text = `Ethernet0: SFP EEPROM detected\n  Vendor SN: SN0001\n\nHundredGigE0/0/0/30 is a NAME, PID: X`;
    expect(decodeCapture(text).unread).toEqual([{ line: 4, text: "HundredGigE0/0/0/30 is a NAME, PID: X" }]);
  });

  it("a format chosen by a person is tried alone", () => {
    const text = "Ethernet0: SFP EEPROM detected\n  Vendor SN: SN0001";
    expect(decodeCapture(text, { format: "xxd" })).toMatchObject({ input_format: "xxd", expect: { kind: "unknown" } });
  });
});
