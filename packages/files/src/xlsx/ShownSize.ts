import { FileRejected } from "../FileRejected.ts"
import { MAX_SHOWN, SHOWN_FROM } from "../limits.ts"

/** Limits how much a sheet shows to a multiple of what it has, because both take time. */
export class ShownSize {
  #allowed = SHOWN_FROM
  #shown = 0

  /** Counts bytes of the sheet, or characters of the texts that its cells share. */
  allow(size: number): void {
    this.#allowed += MAX_SHOWN * size
  }

  /** Counts characters and empty cells that are shown. */
  show(size: number): void {
    this.#shown += size
    if (this.#shown > this.#allowed) {
      throw new FileRejected(
        "too_large",
        "has a sheet with too many empty columns, or with long texts in too many cells: copy its contacts into a new workbook",
      )
    }
  }
}
