/** Sentences with values in braces; a part in square brackets is left out when a value of it does not exist (trust.md section 4). */

export type Values = Readonly<Record<string, string | undefined>>;

/** `Contact {contact}[, case {case}].` with no case gives `Contact help@example.org.`; brackets may lie inside one another. */
export function fillSentence(template: string, values: Values): string {
  return filled(template, values).text;
}

/** The first sentence of a template, before its values are filled in: a value may hold a full stop of its own. */
export function firstSentence(template: string): string {
  const end = /。|\.(?=\s|\[|$)/.exec(template);
  return end ? template.slice(0, end.index + 1) : template;
}

function filled(template: string, values: Values): { text: string; complete: boolean } {
  let text = "";
  let complete = true;
  for (let at = 0; at < template.length; at++) {
    const character = template.charAt(at);
    if (character === "[") {
      const end = closing(template, at);
      const part = filled(template.slice(at + 1, end), values);
      if (part.complete) text += part.text;
      at = end;
    } else if (character === "{") {
      const end = template.indexOf("}", at);
      const value = values[template.slice(at + 1, end)];
      if (value === undefined || value === "") complete = false;
      else text += value;
      at = end;
    } else text += character;
  }
  return { text, complete };
}

function closing(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length; at++) {
    if (template[at] === "[") depth++;
    if (template[at] === "]" && --depth === 0) return at;
  }
  throw new RangeError(`a bracket is not closed: ${template}`);
}
