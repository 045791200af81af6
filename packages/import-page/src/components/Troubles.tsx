import { useEffect, useRef } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { Trouble } from "../app/State.ts"
import type { Texts } from "../texts/en.ts"
import { explain } from "../texts/explain.ts"
import { explainField } from "../texts/explainField.ts"
import { isolate } from "../texts/isolate.ts"
import { plainText } from "../texts/plainText.ts"
import { CommandLine } from "./CommandLine.tsx"
import { encodings } from "./encodings.ts"

/** What went wrong, and the way out. */
export const Troubles = () => {
  const { importer, state, texts } = usePage()
  const { trouble } = state
  const isQuestion = trouble?.code === "invalid_encoding"
  const alert = useRef<HTMLDivElement>(null)
  // What was pressed may be far below.
  useEffect(() => {
    if (trouble !== null) alert.current?.scrollIntoView({ block: "nearest" })
  }, [trouble])
  return (
    <div ref={alert} role="alert">
      {state.wasReadAgain ? <p class="notice ask">{texts.file.readAgain}</p> : null}
      {state.isFull ? <p class="notice ask">{texts.errors.browserFull}</p> : null}
      {trouble === null ? null : (
        <div class={isQuestion ? "notice ask" : "notice bad"}>
          {isQuestion ? null : <strong>{texts.errors.heading}</strong>}
          <p>{sentence(trouble, state.file?.name ?? "", texts)}</p>
          {isQuestion ? <ChooseEncoding /> : null}
          {trouble.details === undefined || trouble.details.length === 0 ? null : (
            <ul>
              {trouble.details.slice(0, MAX_DETAILS).map((detail, i) => (
                <li key={i}>
                  {detail.line === undefined ? "" : `${texts.errors.line(detail.line)}: `}
                  {explainField(detail, texts)}
                </li>
              ))}
            </ul>
          )}
          {trouble.offersCommand === true ? <CommandLine /> : null}
          <p class="group-actions">
            {trouble.code === "crashed" ? (
              <button type="button" onClick={() => importer.files.recover()}>
                {texts.errors.retry}
              </button>
            ) : null}
            <button type="button" onClick={() => importer.clearTrouble()}>
              {texts.close}
            </button>
          </p>
        </div>
      )}
    </div>
  )
}

/** A file that is not UTF-8 does not say what it is. */
const ChooseEncoding = () => {
  const { importer, texts } = usePage()
  return (
    <div class="group-actions">
      <button type="button" class="primary" onClick={() => importer.files.reopen({ encoding: WINDOWS })}>
        {texts.errors.readAsWindows}
      </button>
      <label class="inline">
        {texts.file.encoding}
        <select value="" onChange={({ currentTarget }) => importer.files.reopen({ encoding: currentTarget.value })}>
          <option value="">{texts.columns.undecided}</option>
          {encodings.map((encoding) => (
            <option key={encoding}>{encoding}</option>
          ))}
        </select>
      </label>
    </div>
  )
}

const MAX_DETAILS = 10

/** What Excel writes in Western Europe. */
const WINDOWS = "windows-1252"

const sentence = (trouble: Trouble, file: string, { errors, problems }: Texts): string => {
  const { code, status = 0, message = "", line, details = [] } = trouble
  if (code === "server") return details.length > 0 ? errors.rejected : errors.server(status, plainText(message))
  const known = errors[code as keyof typeof errors]
  if (typeof known === "string") return known
  // The sentence begins with what has the problem.
  const place = line === undefined ? "" : ` (${errors.line(line)})`
  return `${isolate(file)}${place} ${explain({ code, message }, problems)}`
}
