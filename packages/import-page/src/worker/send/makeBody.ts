import { TextDigest } from "@bulk-contacts/core"
import type { CheckedFile } from "../check/CheckedFile.ts"
import { nextTurn } from "../nextTurn.ts"
import { INVALID, LEFT_OUT, NOTHING } from "../rowStatus.ts"

/** Rows that become one piece of the body. */
const SLICE = 4000

/** The body of a request. */
export interface Body {
  readonly body: Blob
  /** The same for the same rows. */
  readonly digest: string
  /** The rows in the order in which they are sent. */
  readonly sent: Uint32Array
}

/** Writes the rows as NDJSON: without those that were left out and, unless `lenient`, those with problems. */
export const makeBody = async ({ source, header, reader, checked }: CheckedFile, lenient: boolean): Promise<Body> => {
  const sent = new Uint32Array(source.store.length)
  const parts: Array<Blob> = []
  const digest = new TextDigest()
  let length = 0
  let text = ""
  for (let row = header.body; row < source.store.length; row++) {
    const status = checked.status[row]
    if (status === NOTHING || status === LEFT_OUT || (status === INVALID && !lenient)) continue
    const item = reader.readContact(row)
    if (item === undefined) continue
    // A row that cannot be read is sent as something that is not a contact, so that it is counted.
    text += `${JSON.stringify("contact" in item ? item.contact : null)}\n`
    sent[length++] = row
    if (length % SLICE === 0) {
      parts.push(new Blob([text]))
      digest.add(text)
      text = ""
      await nextTurn()
    }
  }
  return { body: new Blob([...parts, text]), digest: digest.add(text).value, sent: sent.slice(0, length) }
}
