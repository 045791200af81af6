import { usePage } from "../app/context.ts"
import type { FileNote, OpenedFile } from "../protocol.ts"
import type { Texts } from "../texts/en.ts"
import { isolate } from "../texts/isolate.ts"
import { encodings } from "./encodings.ts"

const separators = [",", ";", "\t", "|"]

/** What was understood of the file. All of it can be changed in place. */
export const Understood = ({ opened }: { readonly opened: OpenedFile }) => {
  const { importer, state, texts } = usePage()
  const { file: t } = texts
  const header = state.header ?? opened.headerLine ?? "none"
  return (
    <section class="understood">
      <h3>{t.understood}</h3>
      <p>
        <strong>{isolate(state.file?.name ?? "")}</strong>: {t.read(opened.rows)}.{" "}
        {state.check?.program == null ? "" : t.program(state.check.program)}
      </p>
      {opened.hasHeaderChoice && header === "none" ? <p class="notice">{t.noHeaderNotice}</p> : null}
      {state.resumedFrom === null ? null : <p class="notice good">{t.resumed(isolate(state.resumedFrom))}</p>}
      <div class="fields">
        {opened.encoding === null ? null : (
          <label>
            {t.encoding}
            <select
              value={opened.encoding}
              onChange={({ currentTarget }) => importer.files.reopen({ encoding: currentTarget.value })}
            >
              {[...new Set([opened.encoding, ...encodings])].map((encoding) => (
                <option key={encoding}>{encoding}</option>
              ))}
            </select>
          </label>
        )}
        {opened.separator === null ? null : (
          <label>
            {t.separator}
            <select
              value={opened.separator}
              onChange={({ currentTarget }) => importer.files.reopen({ separator: currentTarget.value })}
            >
              {[...new Set([opened.separator, ...separators])].map((separator) => (
                <option key={separator} value={separator}>
                  {t.separators[separator] ?? separator}
                </option>
              ))}
            </select>
          </label>
        )}
        {opened.sheets.length < 2 ? null : (
          <label>
            {t.sheet}
            <select
              value={String(opened.sheet)}
              onChange={({ currentTarget }) => importer.files.reopen({ sheet: Number(currentTarget.value) })}
            >
              {opened.sheets.map(({ name, hasRows }, i) => (
                <option key={name} value={String(i)}>
                  {hasRows ? isolate(name) : `${isolate(name)} (${t.withoutRows})`}
                </option>
              ))}
            </select>
          </label>
        )}
        {opened.hasHeaderChoice ? (
          <label>
            {t.header}
            <select
              value={String(header)}
              onChange={({ currentTarget: { value } }) =>
                importer.checking.setHeader(value === "none" ? "none" : Number(value))
              }
            >
              {opened.firstRows.map(({ line, number, cells }) => (
                <option key={line} value={String(line)}>
                  {`${t.headerLine(number)}: ${isolate(
                    cells
                      .filter((cell) => cell !== "")
                      .join(", ")
                      .slice(0, 60),
                  )}`}
                </option>
              ))}
              <option value="none">{t.noHeader}</option>
            </select>
          </label>
        ) : null}
      </div>
      {opened.hiddenRows === 0 ? null : (
        <fieldset class={state.how.hiddenRows === undefined ? "notice ask" : "notice"}>
          <legend>{t.hidden(opened.hiddenRows)}</legend>
          {(["include", "skip"] as const).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name="hidden"
                checked={state.how.hiddenRows === choice}
                onChange={() => importer.files.reopen({ hiddenRows: choice })}
              />
              {choice === "include" ? t.hiddenInclude : t.hiddenSkip}
            </label>
          ))}
        </fieldset>
      )}
      {opened.notes.length === 0 ? null : (
        <ul>
          {opened.notes.map((note) => (
            <li key={JSON.stringify(note)}>{noteText(note, t)}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

const noteText = (note: FileNote, t: Texts["file"]): string => {
  switch (note.kind) {
    case "cards":
      return t.cards(note.count, note.withoutAddress)
    case "choice":
      return t.choice(note.line, isolate(note.used), note.notUsed.map(isolate).join(", "))
    case "moreChoices":
      return t.moreChoices(note.count)
  }
}
