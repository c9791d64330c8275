/** Text that a person wrote and another will read on a screen: one line, nothing hidden in it. */

// Control characters break lines in logs; bidirectional overrides show a name other than the one that was signed.
const HIDDEN = /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Not empty, at most `longest` UTF-16 code units. */
export function isPlainText(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && !HIDDEN.test(text);
}
