/** The check digit that GTIN and SSCC share (GS1 General Specifications section 7.9). */

/** Whether the last digit is the check digit of those before it. */
export function hasCheckDigit(digits: string): boolean {
  return checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}

/** Weights 3 and 1 alternate from the right, so any GS1 key length will do. */
export function checkDigitOf(digits: string): string {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++)
    sum += Number(digits[digits.length - 1 - fromRight]) * (fromRight % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}
