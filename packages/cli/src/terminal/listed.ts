import { formatCount } from "./counts.ts"
import { oneLine } from "./printable.ts"

/** Texts from outside as part of one line; of many, the first `most`. */
export const listed = (texts: ReadonlyArray<string>, most: number): string => {
  const hidden = texts.length - most
  const shown = texts.slice(0, most).map((text) => oneLine(text))
  return hidden > 0 ? `${shown.join(", ")} and ${formatCount(hidden)} more` : shown.join(", ")
}
