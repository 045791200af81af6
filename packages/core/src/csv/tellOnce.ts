import type { CsvSummary, TableHeader } from "./CsvHeader.ts"
import type { TableListener } from "./TableListener.ts"

/** What a reader of a table has found out so far. */
interface Findings<Header> {
  readonly header: Header | undefined
  readonly summary: CsvSummary
}

/** Tells a listener about the header as soon as it is known, and about the rest at the end. */
export const tellOnce = <Header extends TableHeader>(
  findings: Findings<Header>,
  { onHeader, onEnd }: TableListener<Header>,
) => {
  let isHeaderTold = false
  return (isEnd: boolean): void => {
    if (!isHeaderTold && findings.header !== undefined) {
      isHeaderTold = true
      onHeader?.(findings.header)
    }
    if (isEnd) onEnd?.(findings.summary)
  }
}
