import { usePage } from "../app/context.ts"
import { KeyField } from "../components/KeyField.tsx"
import { KEPT_DAYS } from "../session/lists.ts"
import { PastImportRow } from "./PastImportRow.tsx"

/** Earlier imports, from any browser with the key. */
export const History = () => {
  const { importer, state, texts } = usePage()
  const { history: t } = texts
  const { history, hasHistory, historyCursor, key } = state
  if (hasHistory === false) return null
  const needsKey = importer.server.settings.authentication === "key"
  return (
    <details class="history" onToggle={({ currentTarget }) => currentTarget.open && importer.pastImports.load()}>
      <summary>{t.heading}</summary>
      {needsKey && state.step === "file" && state.pending.length === 0 ? <KeyField /> : null}
      {history !== null || (needsKey && key === "") ? null : (
        <button type="button" onClick={() => importer.pastImports.load()}>
          {t.show}
        </button>
      )}
      {history === null ? null : history.length === 0 ? (
        <p>{t.empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard too
        <div class="scrolls" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {[t.name, t.when, t.total, t.created, t.skipped, t.invalid, t.remaining].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {history.map((past) => (
                <PastImportRow key={past.id} past={past} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {history === null || history.length === 0 ? null : (
        <p class="quiet">
          {t.kept(KEPT_DAYS)}{" "}
          {state.lists.size === 0 ? null : (
            <button type="button" class="link" onClick={() => importer.lists.forget()}>
              {t.forgetLists}
            </button>
          )}
        </p>
      )}
      {historyCursor === null ? null : (
        <button type="button" onClick={() => importer.pastImports.load(historyCursor)}>
          {t.more}
        </button>
      )}
    </details>
  )
}
