import { FileRejected } from "../FileRejected.ts"
import { type Card, CardReader } from "./CardReader.ts"
import { type ByteLine, LineReader } from "./LineReader.ts"
import { type CardValues, readCard, type TextEncoding } from "./readCard.ts"
import { Utf16Transcoder } from "./Utf16Transcoder.ts"

/** Reads the cards of one file from its bytes, in pieces of any size. Throws `FileRejected`. */
export class CardFile {
  readonly #encoding: TextEncoding
  readonly #transcoder = new Utf16Transcoder()
  readonly #lines = new LineReader()
  readonly #cards = new CardReader()

  constructor(encoding: TextEncoding) {
    this.#encoding = encoding
  }

  read(piece: Uint8Array): ReadonlyArray<CardValues> {
    return this.#toCards(this.#lines.push(this.#transcoder.push(piece)))
  }

  end(): ReadonlyArray<CardValues> {
    const cards = [
      ...this.#toCards(this.#lines.push(this.#transcoder.end())),
      ...this.#toCards(this.#lines.end()),
      ...this.#toValues(this.#cards.finish()),
    ]
    if (!this.#cards.hasCards) throw new FileRejected("invalid_file", "has no vCard: a card begins with BEGIN:VCARD")
    return cards
  }

  #toCards(lines: ReadonlyArray<ByteLine>): ReadonlyArray<CardValues> {
    return this.#toValues(lines.flatMap((line) => this.#cards.read(line)))
  }

  #toValues(cards: ReadonlyArray<Card>): ReadonlyArray<CardValues> {
    const encoding = this.#transcoder.isActive ? { ...this.#encoding, label: "utf-8" } : this.#encoding
    return cards.flatMap((card) => readCard(card, encoding) ?? [])
  }
}
