import { usePage } from "../app/context.ts"
import type { MadeChange } from "../app/State.ts"
import type { Texts } from "../texts/en.ts"

/** What the person changed. Each change can be taken back. */
export const ChangeList = () => {
  const { importer, state, texts } = usePage()
  if (state.changes.length === 0) return null
  const nameOf = (column: number) => state.check?.columns[column]?.name ?? String(column + 1)
  return (
    <section class="changes" aria-labelledby="changes">
      <h3 id="changes">{texts.check.changes}</h3>
      <ul>
        {state.changes.map((made, i) => {
          const text = changeText(made, nameOf, texts.check.change)
          return (
            <li key={text}>
              {text}{" "}
              <button
                type="button"
                class="link"
                aria-label={texts.check.undoChange(text)}
                onClick={() => importer.fixes.takeBack(i)}
              >
                {texts.undo}
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
      return t.replace(nameOf(change.column), change.from, change.to)
    case "cell":
      return t.cell(nameOf(change.column), line, change.to)
  }
}
