import { usePage } from "../app/context.ts"
import { derivedName, saveFile } from "../components/download.ts"
import { KeyField } from "../components/KeyField.tsx"
import type { PastImport } from "../session/Server.ts"

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
                <Row key={past.id} past={past} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {historyCursor === null ? null : (
        <button type="button" onClick={() => importer.pastImports.load(historyCursor)}>
          {t.more}
        </button>
      )}
    </details>
  )
}

const Row = ({ past }: { readonly past: PastImport }) => {
  const { importer, state, texts } = usePage()
  const { history: t } = texts
  const time = (text: string) =>
    new Intl.DateTimeFormat(texts.locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(text))
  const list = async () =>
    saveFile(await importer.server.exportImport(state.key, past.id), derivedName(past.name, "contacts"))
  const undo = () => {
    if (confirm(texts.result.undoSure(past.remaining, past.name))) void importer.pastImports.undo(past.id)
  }
  return (
    <tr>
      <th scope="row">
        <bdi>{past.name}</bdi>
      </th>
      <td>{time(past.createdAt)}</td>
      {[past.total, past.created, past.skipped, past.invalid ?? 0, past.remaining].map((count, i) => (
        <td key={i} class="number">
          {texts.number(count)}
        </td>
      ))}
      <td>
        {past.undoneAt == null ? null : <span>{t.undone(time(past.undoneAt))}</span>}
        {past.remaining > 0 ? (
          <>
            <button type="button" class="link" onClick={list}>
              {t.list}
            </button>{" "}
            <button type="button" class="link" aria-label={t.undoLabel(past.name)} onClick={undo}>
              {texts.undo}
            </button>
          </>
        ) : null}
      </td>
    </tr>
  )
}
