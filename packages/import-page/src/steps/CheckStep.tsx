import { usePage } from "../app/context.ts"
import { ChangeList } from "../components/ChangeList.tsx"
import { Countries } from "../components/Countries.tsx"
import { FilterBar } from "../components/FilterBar.tsx"
import { ProblemGroups } from "../components/ProblemGroups.tsx"
import { RowGrid } from "../components/RowGrid.tsx"

/** See the rows as they will be stored, and fix what is wrong. */
export const CheckStep = () => {
  const { importer, state, texts } = usePage()
  const { check, isChecking } = state
  if (check === null) return <p>{texts.check.checking}</p>
  const { valid, repeated, invalid, leftOut } = check.counts
  return (
    <section>
      <h2 tabIndex={-1}>{texts.check.heading}</h2>
      <p role="status" class="summary">
        {isChecking ? texts.check.checking : texts.check.summary(valid, repeated, invalid, leftOut)}
      </p>
      <ProblemGroups groups={check.groups} />
      <ChangeList />
      {state.country === "" || check.groups.some(({ code }) => code === "country_code_missing") ? null : (
        <Countries
          label={texts.check.country}
          value={state.country}
          onChange={(code) => importer.fixes.setCountry(code)}
        />
      )}
      <FilterBar counts={{ all: check.counts.rows, valid, repeated, invalid, leftOut }} />
      <RowGrid key={state.filter} />
      <div class="actions">
        <button type="button" onClick={() => importer.goTo("columns")}>
          {texts.back}
        </button>
        <button type="button" class="primary" disabled={isChecking} onClick={() => importer.goTo("options")}>
          {texts.next}
        </button>
      </div>
    </section>
  )
}
