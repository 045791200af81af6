import { usePage } from "../app/context.ts"
import { KeyField } from "../components/KeyField.tsx"
import { isolate } from "../texts/isolate.ts"

/** Imports whose answer was not seen, because the page was closed or lost its connection. */
export const Pending = () => {
  const { importer, state, texts } = usePage()
  const { pending: t } = texts
  // Another file on the page would be taken for the one that was imported.
  if (state.pending.length === 0 || state.file !== null) return null
  const usesKey = importer.server.settings.authentication === "key"
  const needsKey = usesKey && state.key === ""
  return (
    <div class="notice ask">
      {needsKey ? <p>{t.needsKey}</p> : null}
      {usesKey ? <KeyField /> : null}
      {state.pending.map((pending) => (
        <div key={pending.digest}>
          <p>{t.text(isolate(pending.name))}</p>
          <button type="button" disabled={needsKey} onClick={() => importer.unanswered.findOut(pending)}>
            {t.find}
          </button>{" "}
          <button type="button" onClick={() => importer.unanswered.forget(pending)}>
            {t.forget}
          </button>
        </div>
      ))}
    </div>
  )
}
