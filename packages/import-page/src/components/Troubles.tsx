import { usePage } from "../app/context.ts"
import type { Trouble } from "../app/State.ts"
import type { Texts } from "../texts/en.ts"
import { CommandLine } from "./CommandLine.tsx"
import { encodings } from "./encodings.ts"

/** What went wrong, and the way out. */
export const Troubles = () => {
  const { importer, state, texts } = usePage()
  const { trouble } = state
  const isQuestion = trouble?.code === "invalid_encoding"
  return (
    <div role="alert">
      {state.wasReadAgain ? <p class="notice ask">{texts.file.readAgain}</p> : null}
      {state.isFull ? <p class="notice ask">{texts.errors.browserFull}</p> : null}
      {trouble === null ? null : (
        <div class={isQuestion ? "notice ask" : "notice bad"}>
          {isQuestion ? null : <strong>{texts.errors.heading}</strong>}
          <p>{sentence(trouble, texts)}</p>
          {isQuestion ? <ChooseEncoding /> : null}
          {trouble.details === undefined || trouble.details.length === 0 ? null : (
            <ul>
              {trouble.details.slice(0, 10).map(({ line, field, message }) => (
                <li key={`${line} ${field} ${message}`}>
                  {line === undefined ? "" : `${texts.errors.line(line)}: `}
                  {field} {message}
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

/** What Excel writes in Western Europe. */
const WINDOWS = "windows-1252"

const sentence = ({ code, status = 0, message = "" }: Trouble, { errors }: Texts): string => {
  if (code === "server") return errors.server(status, message)
  const known = errors[code as keyof typeof errors]
  return typeof known === "string" ? known : `${errors.sheet} ${message}`
}
