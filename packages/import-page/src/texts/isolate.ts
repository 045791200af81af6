import { plainText } from "./plainText.ts"

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}]/u

/** A value inside a sentence: right-to-left text would otherwise move the numbers and signs next to it (UAX #9, FSI and PDI). */
export const isolate = (value: string): string => {
  const text = plainText(value)
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text
}
