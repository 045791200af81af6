const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** A value inside a sentence: right-to-left text would otherwise move the numbers and signs next to it (UAX #9, FSI and PDI). */
export const isolate = (value: string): string => (rightToLeft.test(value) ? `\u2068${value}\u2069` : value)
