import { SaxesParser } from "saxes"
import { FileRejected } from "../FileRejected.ts"
import { MAX_XML_DEPTH, MAX_XML_TOKEN } from "../limits.ts"

export type Attributes = { readonly [name: string]: string }

/** What happens in an XML document. Names have no prefixes. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/**
 * Parses XML piece by piece, and yields after each. Document type definitions are rejected, and with them all entities but the
 * five predefined ones.
 */
export async function* readXml(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  { open, text, close }: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  let depth = 0
  let lastEvent = 0
  const reject = (what: string) => new FileRejected("invalid_file", `is damaged: ${JSON.stringify(name)} ${what}`)
  parser.on("error", () => {
    throw reject("is not valid XML")
  })
  parser.on("doctype", () => {
    throw reject("has a document type definition, which workbooks must not have")
  })
  parser.on("opentag", ({ name, attributes }) => {
    lastEvent = parser.position
    if (++depth > MAX_XML_DEPTH) throw reject(`has more than ${MAX_XML_DEPTH} levels`)
    open?.(withoutPrefix(name), attributes)
  })
  parser.on("text", (content) => {
    lastEvent = parser.position
    text?.(content)
  })
  parser.on("cdata", (content) => {
    lastEvent = parser.position
    text?.(content)
  })
  parser.on("closetag", ({ name }) => {
    lastEvent = parser.position
    depth--
    close?.(withoutPrefix(name))
  })
  let decoder: TextDecoder | undefined
  const decode = (piece?: Uint8Array): string => {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true })
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
    } catch {
      throw reject("is not text")
    }
  }
  for await (const piece of bytes) {
    parser.write(decode(piece))
    if (parser.position - lastEvent > MAX_XML_TOKEN) {
      throw new FileRejected(
        "too_long",
        `has more than ${MAX_XML_TOKEN} characters in one value of ${JSON.stringify(name)}`,
      )
    }
    yield
  }
  parser.write(decode())
  parser.close()
}

/** Reads a document to its end. */
export const readWholeXml = async (
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
): Promise<void> => {
  for await (const _ of readXml(name, bytes, handler));
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(":") + 1)

/** UTF-8, or UTF-16 with a byte order mark: what XML processors must understand, and what workbooks may have. */
const encodingOf = ([a, b]: Uint8Array = new Uint8Array()): string =>
  a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8"
