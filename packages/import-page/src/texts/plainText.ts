/**
 * Text of a file or of the server as it is shown: on one line, and without direction characters (UAX #9), which would show what
 * follows them in another order.
 */
export const plainText = (text: string): string =>
  text.replace(/\p{Bidi_Control}/gu, "").replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
