import { useEffect, useRef, useState } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { RowView } from "../protocol.ts"

/** Rows that are asked for at once. */
const PAGE = 60
/** Rows that are kept, so that scrolling back shows them at once. */
const MAX_KEPT = 1200

/** The rows of the filter around those that are shown. Read again after each check. */
export const useRows = (first: number, count: number) => {
  const { importer, state } = usePage()
  const { filter, version } = state
  const kept = useRef({ filter, version, rows: new Map<number, RowView>(), asked: new Set<number>() })
  const [total, setTotal] = useState(0)
  const [, render] = useState(0)
  if (kept.current.filter !== filter || kept.current.version !== version) {
    // The old rows stay in sight until the new ones are there.
    const rows = kept.current.filter === filter ? kept.current.rows : new Map<number, RowView>()
    kept.current = { filter, version, rows, asked: new Set() }
  }
  useEffect(() => {
    const current = kept.current
    for (let page = Math.floor(first / PAGE); page * PAGE < first + count; page++) {
      if (current.asked.has(page)) continue
      current.asked.add(page)
      importer.worker.call("rows", filter, page * PAGE, (page + 1) * PAGE).then(
        (found) => {
          if (kept.current !== current) return
          if (current.rows.size > MAX_KEPT) {
            current.rows.clear()
            current.asked.clear()
            current.asked.add(page)
          }
          for (const [i, row] of found.rows.entries()) current.rows.set(page * PAGE + i, row)
          setTotal(found.total)
          render((renders) => renders + 1)
        },
        // The check tells what is wrong.
        () => current.asked.delete(page),
      )
    }
  }, [first, count, filter, version, importer])
  return { rows: kept.current.rows, total }
}
