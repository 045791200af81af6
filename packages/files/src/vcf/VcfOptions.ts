import type { CsvSummary, TableHeader, TableListener, TableOptions } from "@bulk-contacts/core"

/**
 * How to read a file of vCards. The properties of the cards are its columns: `EMAIL`, `TEL`, `FN`, `ORG`, …; the parts of `N`
 * are `First Name`, `Last Name`, `Middle Name`, `Name Prefix` and `Name Suffix`; numbers that are not for speaking are `FAX`,
 * `PAGER`, ….
 */
export interface VcfOptions extends Omit<TableOptions, "header"> {
  /** The encoding of properties that do not name their own. By default UTF-8. */
  readonly encoding?: string | undefined
}

/** What was detected about a file of vCards. */
export interface VcfHeader extends TableHeader {
  /** How many cards it has, without groups. */
  readonly cards: number
}

/** The values of which one was used, in one card. */
export interface VcfChoice {
  /** The line on which the card begins. */
  readonly line: number
  /** `EMAIL` or `TEL`. */
  readonly column: string
  readonly used: string
  readonly notUsed: ReadonlyArray<string>
}

/** What was found out about a file of vCards that was read to its end. */
export interface VcfSummary extends CsvSummary {
  /** How many cards have several addresses or several numbers, and the first few of these choices. */
  readonly choices: { readonly count: number; readonly first: ReadonlyArray<VcfChoice> }
}

/** What a caller of `readVcf` can listen to and ask for, and how messages name options. */
export interface VcfListener extends Omit<TableListener, "onHeader" | "onEnd"> {
  /** Called once, before the first contact. */
  readonly onHeader?: (header: VcfHeader) => void
  /** Called once the file was read to its end. */
  readonly onEnd?: (summary: VcfSummary) => void
}
