import { usePage } from "../app/context.ts"
import { CountryNote } from "../components/CountryNote.tsx"
import { DryRun } from "../components/DryRun.tsx"
import { KeyField } from "../components/KeyField.tsx"
import { Sending } from "../components/Sending.tsx"
import { isolate } from "../texts/isolate.ts"

/** Say what holds for all contacts, and ask the server what an import would do. */
export const OptionsStep = () => {
  const { importer, state, texts } = usePage()
  const { options: t } = texts
  const { options, check, sending, dryRun, accounts, contactTypes } = state
  const invalid = check?.counts.invalid ?? 0
  const isBlocked = invalid > 0 && !options.leaveOut
  const isBusy = sending !== null || state.reading !== null || state.isChecking
  if (sending?.kind === "import") return <Sending />
  return (
    <section>
      <h2 tabIndex={-1}>{t.heading}</h2>
      {importer.server.settings.authentication === "key" ? <KeyField /> : null}
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault()
          void importer.importing.tryOut()
        }}
      >
        {accounts === null || accounts.length === 0 ? (
          <label>
            {t.accountIds}
            <input
              value={options.accountIds.join(", ")}
              onChange={({ currentTarget }) =>
                importer.organization.setOptions({
                  accountIds: currentTarget.value
                    .split(",")
                    .map((id) => id.trim())
                    .filter((id) => id !== ""),
                })
              }
            />
          </label>
        ) : (
          <fieldset class="choices">
            <legend>{t.accounts}</legend>
            <div>
              {accounts.map(({ id, name }) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={options.accountIds.includes(id)}
                    onChange={({ currentTarget }) =>
                      importer.organization.setOptions({
                        accountIds: currentTarget.checked
                          ? [...options.accountIds, id]
                          : options.accountIds.filter((other) => other !== id),
                      })
                    }
                  />
                  <bdi>{name === id ? isolate(id) : `${isolate(name)} (${isolate(id)})`}</bdi>
                </label>
              ))}
            </div>
            <p class="quiet">{t.accountsHint}</p>
          </fieldset>
        )}
        <label>
          {t.contactType}
          {contactTypes === null || contactTypes.length === 0 ? (
            <input
              value={options.contactType}
              placeholder={t.defaultType}
              onChange={({ currentTarget }) =>
                importer.organization.setOptions({ contactType: currentTarget.value.trim() })
              }
            />
          ) : (
            <select
              value={options.contactType}
              onChange={({ currentTarget }) => importer.organization.setOptions({ contactType: currentTarget.value })}
            >
              <option value="">{t.defaultType}</option>
              {contactTypes.map((type) => (
                <option key={type.id} value={type.id}>
                  {`${isolate(type.name)}${type.default === true ? ` (${t.defaultMark})` : ""}`}
                </option>
              ))}
            </select>
          )}
        </label>
        <label>
          {t.source}
          <input
            value={options.source}
            maxLength={255}
            aria-describedby="source-hint"
            onChange={({ currentTarget }) => importer.organization.setOptions({ source: currentTarget.value })}
          />
        </label>
        <p id="source-hint" class="quiet">
          {t.sourceHint}
        </p>
        {invalid > 0 ? (
          <label class="check">
            <input
              type="checkbox"
              checked={options.leaveOut}
              onChange={({ currentTarget }) => importer.organization.setOptions({ leaveOut: currentTarget.checked })}
            />
            {t.leaveOut(invalid)}
          </label>
        ) : null}
        <CountryNote />
        {isBlocked ? <p class="notice ask">{t.mustDecide}</p> : null}
        <div class="actions">
          <button type="button" onClick={() => importer.goTo("check")}>
            {texts.back}
          </button>
          <button
            type="submit"
            class={dryRun === null ? "primary" : ""}
            disabled={isBlocked || isBusy || (importer.server.settings.authentication === "key" && state.key === "")}
          >
            {t.check}
          </button>
          <span class="quiet">{t.checkHint}</span>
        </div>
      </form>
      <div role="status">
        {sending === null ? null : <p>{t.asking}</p>}
        {state.cancelled === "notStored" ? <p class="notice good">{texts.sending.notStored}</p> : null}
      </div>
      {dryRun === null ? null : <DryRun dryRun={dryRun} />}
    </section>
  )
}
