import fc from "fast-check"

/** How a program writes cards. */
export interface CardDialect {
  readonly version: "2.1" | "3.0" | "4.0"
  readonly lineBreak: "\r\n" | "\n"
  /** Lines are folded after so many characters. */
  readonly width: number
  readonly isQuotedPrintable: boolean
  readonly charset: "UTF-8" | "ISO-8859-1"
  readonly group: string
  readonly names: "lower" | "upper"
  readonly endsLastLine: boolean
}

export const cardDialect: fc.Arbitrary<CardDialect> = fc
  .record({
    version: fc.constantFrom("2.1", "3.0", "4.0"),
    lineBreak: fc.constantFrom("\r\n", "\n"),
    width: fc.integer({ min: 20, max: 80 }),
    isQuotedPrintable: fc.boolean(),
    charset: fc.constantFrom("UTF-8", "ISO-8859-1"),
    group: fc.constantFrom("", "item1."),
    names: fc.constantFrom("lower", "upper"),
    endsLastLine: fc.boolean(),
  })
  // Only vCard 2.1 has quoted-printable and charsets.
  .map(
    (dialect): CardDialect =>
      dialect.version === "2.1" ? dialect : { ...dialect, isQuotedPrintable: false, charset: "UTF-8" },
  )

/** A property: its name with its parameters, and its value, whose parts are between semicolons. */
export type WrittenProperty = readonly [name: string, ...parts: ReadonlyArray<string>]

const escapeText = (text: string): string => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")

const bytesOf = (text: string, charset: CardDialect["charset"]): Buffer =>
  Buffer.from(text, charset === "UTF-8" ? "utf8" : "latin1")

const writeProperty = ([name, ...parts]: WrittenProperty, dialect: CardDialect): Buffer => {
  const { version, isQuotedPrintable, charset, group, names, width, lineBreak } = dialect
  const value = parts.map(escapeText).join(";")
  const [base = "", ...parameters] = name.split(";")
  const cased = [names === "lower" ? base.toLowerCase() : base, ...parameters].join(";")
  const head = `${group}${cased}${charset === "UTF-8" ? "" : `;CHARSET=${charset}`}`
  const bytes = bytesOf(value, charset)
  if (isQuotedPrintable) {
    const encoded = [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    const lines: Array<string> = []
    for (let i = 0; i < encoded.length; i += 20) lines.push(encoded.slice(i, i + 20).join(""))
    return Buffer.from(`${head};ENCODING=QUOTED-PRINTABLE:${lines.join(`=${lineBreak}`)}`, "latin1")
  }
  const line = Buffer.concat([Buffer.from(`${head}:`), bytes])
  // vCard 2.1 folds at white space only: not at all is right, too.
  if (version === "2.1") return line
  const pieces: Array<Buffer> = []
  for (let i = 0; i < line.length; i += width) pieces.push(line.subarray(i, i + width))
  return Buffer.concat(pieces.flatMap((piece, i) => (i === 0 ? [piece] : [Buffer.from(`${lineBreak} `), piece])))
}

/** Writes cards as a program does. */
export const writeCards = (cards: ReadonlyArray<ReadonlyArray<WrittenProperty>>, dialect: CardDialect): Uint8Array => {
  const { version, lineBreak, endsLastLine } = dialect
  const lines = cards.flatMap((properties) => [
    Buffer.from("BEGIN:VCARD"),
    Buffer.from(`VERSION:${version}`),
    ...properties.map((property) => writeProperty(property, dialect)),
    Buffer.from("END:VCARD"),
  ])
  const whole = Buffer.concat(lines.flatMap((line) => [line, Buffer.from(lineBreak)]))
  return new Uint8Array(endsLastLine ? whole : whole.subarray(0, -lineBreak.length))
}
