/** How long a capture the web process decodes itself, in characters: some twenty modules, below 0.1 s whatever it holds (bench/decode). */
export const LONGEST_CAPTURE = 65_536;
