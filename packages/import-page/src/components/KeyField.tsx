import { usePage } from "../app/context.ts"

/** The API key. It is asked for when the server is. */
export const KeyField = () => {
  const { importer, state, texts } = usePage()
  const { options: t } = texts
  const { demoKey } = importer.server.settings
  return (
    <div class="fields">
      <label>
        {t.key}
        <input
          type="password"
          autoComplete="off"
          spellcheck={false}
          value={state.key}
          aria-describedby="key-hint"
          onInput={({ currentTarget }) => importer.organization.setKey(currentTarget.value)}
          onChange={() => importer.organization.loadLists()}
        />
      </label>
      <p id="key-hint" class="quiet">
        {t.keyHint}
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={state.keepsKey}
          onChange={({ currentTarget }) => importer.organization.setKeepsKey(currentTarget.checked)}
        />
        {t.keep}
      </label>
      {demoKey === null || state.key !== "" ? null : (
        <button
          type="button"
          onClick={() => {
            importer.organization.setKey(demoKey)
            void importer.organization.loadLists()
          }}
        >
          {t.demo}
        </button>
      )}
    </div>
  )
}
