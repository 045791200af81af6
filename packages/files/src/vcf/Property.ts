/** A property of a card: `item1.EMAIL;TYPE=work;PREF=1:ada@example.org`. */
export interface Property {
  /** In upper case. */
  readonly name: string
  /** What it has in common with other properties of the card: `item1`. */
  readonly group: string | undefined
  /** In upper case. Those of vCard 2.1 have no names and are types: `TEL;WORK;FAX:`. */
  readonly types: ReadonlySet<string>
  /** The values of other parameters, by their names in upper case. */
  readonly parameters: ReadonlyMap<string, string>
  /** As it is written, each byte as one character. */
  readonly value: string
}

const ENCODINGS = new Set(["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"])

/** Parses a line without folds (RFC 6350 §3.3, vCard 2.1 §2.1); undefined if it is not a property. */
export const parseProperty = (line: string): Property | undefined => {
  const parts = splitHead(line)
  if (parts === undefined) return undefined
  const [head, ...written] = parts.head
  const match = /^\s*(?:([\w-]+)\.)?([\w-]+)\s*$/.exec(head ?? "")
  if (match === null) return undefined
  const types = new Set<string>()
  const parameters = new Map<string, string>()
  for (const parameter of written) {
    const equals = parameter.indexOf("=")
    const name = parameter.slice(0, Math.max(0, equals)).trim().toUpperCase()
    const value = parameter
      .slice(equals + 1)
      .trim()
      .replaceAll('"', "")
    if (name === "TYPE") for (const type of value.split(",")) types.add(type.trim().toUpperCase())
    else if (name !== "") parameters.set(name, value)
    else if (ENCODINGS.has(value.toUpperCase())) parameters.set("ENCODING", value)
    else types.add(value.toUpperCase())
  }
  return { name: (match[2] ?? "").toUpperCase(), group: match[1]?.toLowerCase(), types, parameters, value: parts.value }
}

/** Divides a line at the semicolons and the first colon that are not inside quotes. */
const splitHead = (line: string): { readonly head: ReadonlyArray<string>; readonly value: string } | undefined => {
  const head: Array<string> = []
  let isQuoted = false
  let start = 0
  for (let i = 0; i < line.length; i++) {
    const character = line[i]
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && (character === ";" || character === ":")) {
      head.push(line.slice(start, i))
      start = i + 1
      if (character === ":") return { head, value: line.slice(start) }
    }
  }
  return undefined
}
