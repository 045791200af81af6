import { MAX_LINE_CHARACTERS, MAX_PROPERTIES } from "../limits.ts"
import type { ByteLine } from "./LineReader.ts"
import { type Property, parseProperty } from "./Property.ts"
import { isTechnical } from "./propertyNames.ts"

/** A card, or lines that belong to none. */
export interface Card {
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly properties: ReadonlyArray<Property>
  /** Why it cannot be read. */
  readonly problem?: string
}

/** A line whose continuation may follow. */
interface OpenLine {
  readonly number: number
  /** The lines that it consists of. Joined once: a value may have a hundred thousand. */
  readonly pieces: [string, ...Array<string>]
  length: number
  isTooLong: boolean
  /** Whether it is quoted-printable, in which a line that ends with `=` continues on the next one. */
  readonly isQuotedPrintable: boolean
  hasSoftBreak: boolean
  /** Whether its value is not needed, however long it is. */
  readonly isPassedOver: boolean
}

/** A card whose end has not been read. */
interface OpenCard {
  readonly line: number
  readonly properties: Array<Property>
  problem?: string
  /** Whether it is of version 2.1. */
  isOld: boolean
}

/** Collects lines into cards, and undoes their folding. A card that is not complete never hides the next one. */
export class CardReader {
  #card: OpenCard | undefined
  #open: OpenLine | undefined
  /** How many cards inside the card, as vCard 2.1 has them for agents, have begun and not ended. */
  #nested = 0
  #isOutside = false
  /** Whether any card has begun. */
  hasCards = false

  /** The cards that a line completes. */
  read({ number, text, isCut }: ByteLine): ReadonlyArray<Card> {
    const line = number === 1 ? text.replace(/^\u00EF\u00BB\u00BF/, "") : text
    if (/^\s*BEGIN:VCARD\s*$/i.test(line)) return this.#begin(number)
    if (/^\s*END:VCARD\s*$/i.test(line)) return this.#end()
    if (this.#card === undefined) return this.#readOutside(number, line)
    if (this.#nested > 0 || this.#continue(line, isCut)) return []
    this.#close()
    if (line.trim() !== "") {
      const isQuotedPrintable = /^[^:]*[;=]QUOTED-PRINTABLE[;:]/i.test(line)
      this.#open = {
        number,
        pieces: [line],
        length: line.length,
        isTooLong: isCut,
        isQuotedPrintable,
        hasSoftBreak: isQuotedPrintable && line.endsWith("="),
        isPassedOver: isTechnical(nameOf(line)),
      }
    }
    return []
  }

  /** What is left at the end of the file. */
  finish(): ReadonlyArray<Card> {
    if (this.#card === undefined) return []
    return [this.#take(this.#card, "has no END:VCARD: the file is cut off, or the line is missing")]
  }

  #begin(number: number): ReadonlyArray<Card> {
    this.#isOutside = false
    if (this.#card !== undefined && /^AGENT\b/i.test(this.#open?.pieces[0] ?? "")) {
      this.#nested++
      return []
    }
    const missing = `has no END:VCARD before the next card in line ${number}: add it`
    const torn = this.#card === undefined ? [] : [this.#take(this.#card, missing)]
    this.#card = { line: number, properties: [], isOld: false }
    this.hasCards = true
    return torn
  }

  #end(): ReadonlyArray<Card> {
    if (this.#nested > 0) {
      this.#nested--
      return []
    }
    return this.#card === undefined ? [] : [this.#take(this.#card)]
  }

  #readOutside(number: number, line: string): ReadonlyArray<Card> {
    if (line.trim() === "" || this.#isOutside) return []
    this.#isOutside = true
    return [{ line: number, properties: [], problem: "is outside of a card: add BEGIN:VCARD above it" }]
  }

  /** Whether a line continues the one before it. */
  #continue(line: string, isCut: boolean): boolean {
    const open = this.#open
    if (open === undefined) return false
    const isFolded = line.startsWith(" ") || line.startsWith("\t")
    const isAfterSoftBreak = open.hasSoftBreak
    open.hasSoftBreak = open.isQuotedPrintable && line.endsWith("=")
    if (open.isPassedOver) return isFolded || isAfterSoftBreak || (line !== "" && !line.includes(":"))
    if (open.isTooLong && (isAfterSoftBreak || isFolded)) return true
    if (!isAfterSoftBreak && !isFolded) return false
    if (isAfterSoftBreak) {
      open.pieces.push((open.pieces.pop() as string).slice(0, -1))
      open.length--
    }
    // vCard 2.1 folds at white space, which stays; later versions add one character.
    const piece = isAfterSoftBreak || this.#card?.isOld === true ? line : line.slice(1)
    open.pieces.push(piece)
    open.length += piece.length
    if (open.length > MAX_LINE_CHARACTERS || isCut) open.isTooLong = true
    return true
  }

  /** Ends the line that may have been continued. */
  #close(): void {
    const open = this.#open
    const card = this.#card
    this.#open = undefined
    if (open === undefined || card === undefined) return
    const property = parseProperty(open.pieces.join(""))
    if (property === undefined) card.problem ??= `has a line that is not a property: line ${open.number}`
    else if (open.isPassedOver) {
      if (property.name === "VERSION") card.isOld = property.value.trim() === "2.1"
      if (property.value.length <= MAX_KEPT) card.properties.push(property)
    } else if (open.isTooLong) {
      card.problem ??= `has more than ${MAX_LINE_CHARACTERS} characters in line ${open.number}`
    } else card.properties.push(property)
    if (card.properties.length > MAX_PROPERTIES) {
      card.problem ??= `has more than ${MAX_PROPERTIES} properties`
      card.properties.length = 0
    }
  }

  #take(card: OpenCard, problem?: string): Card {
    this.#close()
    this.#card = undefined
    this.#nested = 0
    const { line, properties } = card
    const why = card.problem ?? problem
    return { line, properties, ...(why !== undefined && { problem: why }) }
  }
}

/** Labels and kinds are technical, and matter. */
const MAX_KEPT = 1000

const nameOf = (line: string): string => (/^\s*(?:[\w-]+\.)?([\w-]*)/.exec(line)?.[1] ?? "").toUpperCase()
