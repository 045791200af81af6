import type { CardValues } from "./readCard.ts"
import type { VcfChoice, VcfSummary } from "./VcfOptions.ts"

/** So many choices are kept for showing them. */
const MAX_SHOWN = 3

const chosen = ["EMAIL", "TEL"]

/** Collects which values were used where a card has several. */
export class Choices {
  #count = 0
  readonly #first: Array<VcfChoice> = []

  count(card: CardValues): CardValues {
    for (const column of chosen) {
      const [used, ...notUsed] = card.values.flatMap((value) => (value.column === column ? [value.text] : []))
      if (used === undefined || notUsed.length === 0) continue
      this.#count++
      if (this.#first.length < MAX_SHOWN) this.#first.push({ line: card.line, column, used, notUsed })
    }
    return card
  }

  get summary(): VcfSummary["choices"] {
    return { count: this.#count, first: this.#first }
  }
}
