import { useEffect, useRef, useState } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { RowView } from "../protocol.ts"
import { explainField } from "../texts/explainField.ts"
import { plainText } from "../texts/plainText.ts"
import { Cell } from "./Cell.tsx"
import { useRows } from "./useRows.ts"

/** As in the style sheet, where they grow with the size of the text. */
const ROW_REM = 3.5
const VIEW_REM = 28
const SPARE = 4

/** The size of the text that the person has set in the browser, in pixels. */
const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

interface Place {
  readonly position: number
  readonly column: number
}

/** The rows of the file, of which only those in sight are in the document. Arrow keys move, Enter edits. */
export const RowGrid = () => {
  const { importer, state, texts } = usePage()
  const { check: t } = texts
  const [top, setTop] = useState(0)
  const [active, setActive] = useState<Place>({ position: 0, column: 0 })
  const [isEditing, setEditing] = useState(false)
  const view = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  const columns = state.check?.columns ?? []
  const rowHeight = ROW_REM * rem()
  const first = Math.max(0, Math.floor(top / rowHeight) - SPARE)
  const count = Math.ceil(VIEW_REM / ROW_REM) + 2 * SPARE
  const { rows, total } = useRows(first, count)
  const last = Math.min(total, first + count)

  const move = (place: Place) => {
    const position = Math.max(0, Math.min(total - 1, place.position))
    const column = Math.max(0, Math.min(columns.length - 1, place.column))
    hasFocus.current = true
    setEditing(false)
    setActive({ position, column })
    const element = view.current
    if (element === null) return
    const y = position * rowHeight
    const space = element.clientHeight - 2 * rowHeight
    if (y < element.scrollTop) element.scrollTop = y
    else if (y > element.scrollTop + space) element.scrollTop = y - space
  }

  useEffect(() => {
    if (!hasFocus.current || isEditing) return
    view.current?.querySelector<HTMLElement>("[data-active]")?.focus()
  }, [active, isEditing, first, rows.size, state.version])

  const toProblem = async (step: 1 | -1) => {
    const found = await importer.worker.call("findProblem", state.filter, active.position, step)
    if (found.position !== -1) move({ position: found.position, column: Math.max(0, found.column) })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (isEditing) return
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      PageDown: [8, 0],
      PageUp: [-8, 0],
    }
    const step = steps[event.key]
    if (step !== undefined) move({ position: active.position + step[0], column: active.column + step[1] })
    else if (event.key === "Home") move({ position: event.ctrlKey ? 0 : active.position, column: 0 })
    else if (event.key === "End") {
      move({ position: event.ctrlKey ? total - 1 : active.position, column: columns.length - 1 })
    } else if (event.key === "Enter" || event.key === "F2") setEditing(true)
    else return
    event.preventDefault()
  }

  const save = (row: RowView, column: number, to: string) => {
    setEditing(false)
    const cell = row.cells[column]
    if (cell !== undefined && to !== (cell.changed ?? cell.original)) {
      importer.fixes.change({ kind: "cell", row: row.row, column, to }, row.number)
    }
  }

  const showsProblems = state.filter === "all" || state.filter === "invalid" || state.filter.startsWith("group:")
  const hasProblems = showsProblems && (state.check?.counts.invalid ?? 0) > 0
  return (
    <div class="grid-frame">
      {hasProblems ? (
        <div class="grid-actions">
          <button type="button" onClick={() => toProblem(-1)}>
            ↑ {t.previousProblem}
          </button>
          <button type="button" onClick={() => toProblem(1)}>
            ↓ {t.nextProblem}
          </button>
        </div>
      ) : null}
      <div
        ref={view}
        class="grid-view"
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
        onFocusOut={({ relatedTarget }) => {
          if (relatedTarget !== null) hasFocus.current = view.current?.contains(relatedTarget as Node) === true
        }}
      >
        <table
          role="grid"
          aria-label={t.table}
          aria-rowcount={total + 1}
          aria-colcount={columns.length + 2}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{t.row}</th>
              {columns.map(({ name, target }, i) => (
                <th key={i} scope="col" class={target === null ? "unused" : ""}>
                  <span dir="auto">{plainText(name)}</span>
                </th>
              ))}
              <th scope="col">{t.about}</th>
            </tr>
          </thead>
          <tbody>
            {first > 0 ? <tr class="space" aria-hidden="true" style={{ height: `${first * rowHeight}px` }} /> : null}
            {Array.from({ length: Math.max(0, last - first) }, (_, i) => {
              const position = first + i
              const row = rows.get(position)
              return (
                <tr key={position} aria-rowindex={position + 2} class={row?.status ?? "loading"}>
                  <th scope="row">{row?.number ?? "…"}</th>
                  {columns.map((column, j) => {
                    const isActive = position === active.position && j === active.column
                    return (
                      <Cell
                        key={j}
                        cell={row?.cells[j]}
                        name={column.name}
                        isActive={isActive}
                        isEditing={isActive && isEditing}
                        onOpen={() => {
                          move({ position, column: j })
                          setEditing(true)
                        }}
                        onSave={(to) => row !== undefined && save(row, j, to)}
                        onCancel={() => setEditing(false)}
                      />
                    )
                  })}
                  <td class="about">
                    <div>{row === undefined ? "" : <About row={row} />}</div>
                  </td>
                </tr>
              )
            })}
            {last < total ? (
              <tr class="space" aria-hidden="true" style={{ height: `${(total - last) * rowHeight}px` }} />
            ) : null}
          </tbody>
        </table>
        {total === 0 ? <p class="quiet">{t.nothing}</p> : null}
      </div>
    </div>
  )
}

const About = ({ row }: { readonly row: RowView }) => {
  const { importer, texts } = usePage()
  const { check: t } = texts
  return (
    <>
      {row.status === "leftOut" ? t.filters["leftOut"] : ""}
      {row.problems.map((problem) => explainField(problem, texts)).join("; ")}
      {row.status === "repeated" && row.repeats !== undefined ? t.repeats(row.repeats) : ""}
      {row.status === "existing" && row.email !== undefined ? (
        <button type="button" class="link" onClick={() => importer.organization.showExisting(row.row, row.email ?? "")}>
          {t.exists}
        </button>
      ) : null}
    </>
  )
}
