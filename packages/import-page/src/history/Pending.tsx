import { usePage } from "../app/context.ts"
import { KeyField } from "../components/KeyField.tsx"

/** Imports whose answer was not seen, because the page was closed or lost its connection. */
export const Pending = () => {
  const { importer, state, texts } = usePage()
  const { pending: t } = texts
  // Another file on the page would be taken for the one that was imported.
  if (state.pending.length === 0 || state.file !== null) return null
  const needsKey = importer.server.settings.authentication === "key" && state.key === ""
  return (
    <div class="notice ask">
      {state.pending.map((pending) => (
        <div key={pending.digest}>
          <p>{t.text(pending.name)}</p>
          {needsKey ? <p>{t.needsKey}</p> : null}
          <button type="button" disabled={needsKey} onClick={() => importer.unanswered.findOut(pending)}>
            {t.find}
          </button>{" "}
          <button type="button" onClick={() => importer.unanswered.forget(pending)}>
            {t.forget}
          </button>
        </div>
      ))}
      {importer.server.settings.authentication === "key" ? <KeyField /> : null}
    </div>
  )
}
