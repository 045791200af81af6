import { usePage } from "../app/context.ts"
import { makeWorkbook } from "../example/makeWorkbook.ts"
import { saveFile } from "../session/saveFile.ts"

/** A file that imports as it is. */
export const Example = () => {
  const { texts } = usePage()
  const { example } = texts
  const csv = () => {
    const text = example.cells.map((row) => `${row.join(texts.locale === "de" ? ";" : ",")}\r\n`).join("")
    saveFile(new Blob([`\uFEFF${text}`], { type: "text/csv" }), `${example.name}.csv`)
  }
  return (
    <p class="quiet">
      {example.text}{" "}
      <button type="button" class="link" onClick={csv}>
        {example.csv}
      </button>{" "}
      <button type="button" class="link" onClick={() => saveFile(makeWorkbook(example.cells), `${example.name}.xlsx`)}>
        {example.xlsx}
      </button>
    </p>
  )
}
