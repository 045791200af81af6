import { useEffect, useRef } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { MadeChange } from "../app/State.ts"
import type { Texts } from "../texts/en.ts"
import { isolate } from "../texts/isolate.ts"
import { useUndoKeys } from "./useUndoKeys.ts"

/** What the person changed. Each change can be reverted, and every step can be undone and redone. */
export const ChangeList = () => {
  const { importer, state, texts } = usePage()
  const { changes, past, future } = state
  const undo = useRef<HTMLButtonElement>(null)
  useUndoKeys()
  // A change often removes the button that made it. The focus would be lost.
  useEffect(() => {
    if (document.activeElement === document.body && past.length > 0) undo.current?.focus({ preventScroll: true })
  }, [state.version, past.length])
  if (past.length === 0 && future.length === 0) return null
  const nameOf = (column: number) => isolate(state.check?.columns[column]?.name ?? String(column + 1))
  return (
    <section class="changes" aria-labelledby="changes">
      <h3 id="changes">{texts.check.changes}</h3>
      <p class="group-actions">
        <button
          ref={undo}
          type="button"
          disabled={past.length === 0}
          aria-keyshortcuts="Control+Z"
          onClick={() => importer.fixes.undo()}
        >
          ↶ {texts.undo}
        </button>
        <button
          type="button"
          disabled={future.length === 0}
          aria-keyshortcuts="Control+Shift+Z"
          onClick={() => importer.fixes.redo()}
        >
          ↷ {texts.redo}
        </button>
      </p>
      <ul>
        {changes.map((made, i) => {
          const text = changeText(made, nameOf, texts.check.change)
          return (
            <li key={text}>
              {text}{" "}
              <button
                type="button"
                class="link"
                aria-label={texts.check.revertChange(text)}
                onClick={() => importer.fixes.revert(i)}
              >
                {texts.check.revert}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const changeText = (
  { change, line = 0 }: MadeChange,
  nameOf: (column: number) => string,
  t: Texts["check"]["change"],
): string => {
  switch (change.kind) {
    case "empty":
      return t.empty(nameOf(change.column), change.rows.length)
    case "leaveOut":
      return t.leaveOut(change.rows.length)
    case "replace":
      return t.replace(nameOf(change.column), isolate(change.from), isolate(change.to))
    case "cell":
      return t.cell(nameOf(change.column), line, isolate(change.to))
  }
}
