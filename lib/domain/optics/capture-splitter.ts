/** Cuts a capture of any length into pieces that end between modules, so that a gigabyte is decoded in little memory. */

/** `firstLine`: the number of the piece's first line in the whole capture. */
export type Piece = { readonly text: string; readonly firstLine: number };

const PIECE_LINES = 4_000;
const PIECE_LENGTH = 400_000;
/** A piece without a place to cut may grow this much longer before it is cut anyway. */
const MOST_PIECES = 4;

/** Where another device or command begins: nothing of the module before can follow. */
const STRONG: readonly RegExp[] = [
  /^\s{0,8}\S{1,80}[#>$]\s{0,8}(?:sudo )?(?:show|sh|display|dis|ethtool|sfputil|dmesg|xxd|hexdump|i2cdump|ifconfig|interface)\b/i,
  /EEPROM hexdump for port|PHY data for interface:|\bshow controllers? optics\b|<LOT_RECORD>|^\s*EEPROM Setup\b/i,
  /^\s*(?:General SFP Information|IDPROM for transceiver|PIC port information|System has \d{1,4} transceiver slots)/i,
  /\bethtool\s+(?:-m|--module-info|--dump-module-eeprom)\s+\S|^\s*Offset\s+Values\b/i,
  /^\s*\S{1,40}\s{0,2}:\s{1,4}SFP EEPROM detected|^\s*Physical interface:|^[a-z]{1,12}\d{1,4}: flags=/i,
  /^\s*Item\s+Version\s+Part number\s+Serial number\s+Description|^\s*NAME:\s{0,4}"?[^",]{0,80}"?\s{0,4},\s{1,8}DESCR:/i,
  /^\s{0,40}name:\s{0,4}\S|^\s{0,20}Port\s{1,8}\d\S*\s*$/i,
];
/** Where a module begins, as far as its own lines tell: taken only where nothing stronger is in reach. */
const WEAK: readonly RegExp[] = [
  /^\s*Identifier\s{0,60}:\s{0,4}0x[0-9a-f]{2}\b|^\s*(?:Port\s)?\S{1,60} transceiver (?:diagnostic |manufacture )?information\s{0,4}:/i,
  // A row at offset 0 whose first byte names a form factor: the identity page, not the diagnostics behind it.
  /^\s*(?:\S{1,40}\s+)?(?:0x)?0{2,8}:?\s+(?:0x)?(?:02|03|0b|0c|0d|11|18|19|1b|1e|1f|20|21)[\s0-9a-f]/i,
];
/** The line below names the port's module: the port itself stands above it. */
const BELOW_PORT = /^\s*(?:transceiver|sfp) is (?:not )?present/i;

export class CaptureSplitter {
  private lines: string[] = [];
  private length = 0;
  private firstLine = 1;
  private tail = "";
  /** Pieces' worth of lines at which to look for a cut next: looking again at every line would cost the square of them. */
  private lookAt = 1;

  /** The pieces that are complete now; `text` may end anywhere, also inside a line. */
  push(text: string): Piece[] {
    const lines = (this.tail + text).split(/\r\n|\n|\u2028/);
    this.tail = lines.pop() ?? "";
    const pieces: Piece[] = [];
    for (const line of lines) {
      this.lines.push(line);
      this.length += line.length + 1;
      if (this.isFull(this.lookAt)) pieces.push(...this.cut());
    }
    return pieces;
  }

  end(): Piece[] {
    if (this.tail !== "" || this.lines.length > 0) this.lines.push(this.tail);
    this.tail = "";
    return this.lines.length === 0 ? [] : [this.take(this.lines.length)];
  }

  private isFull(pieces: number): boolean {
    return this.lines.length >= pieces * PIECE_LINES || this.length >= pieces * PIECE_LENGTH;
  }

  private cut(): Piece[] {
    const at = this.lastBeginning(STRONG) || this.lastBeginning(WEAK);
    if (at > 0) return [this.take(at)];
    if (this.isFull(MOST_PIECES)) return [this.take(this.lines.length)];
    this.lookAt += 0.5;
    return [];
  }

  /** The last line of the latter half that begins something new, 0 if none does. */
  private lastBeginning(patterns: readonly RegExp[]): number {
    for (let at = this.lines.length - 1; at > this.lines.length / 2; at--) {
      const line = this.lines[at]!.slice(0, 200);
      if (patterns.some((pattern) => pattern.test(line))) return at;
      if (patterns === STRONG && BELOW_PORT.test(line)) return at - 1;
    }
    return 0;
  }

  private take(count: number): Piece {
    const piece = { text: this.lines.slice(0, count).join("\n"), firstLine: this.firstLine };
    this.lines = this.lines.slice(count);
    this.length = this.lines.reduce((sum, line) => sum + line.length + 1, 0);
    this.firstLine += count;
    this.lookAt = 1;
    return piece;
  }
}
