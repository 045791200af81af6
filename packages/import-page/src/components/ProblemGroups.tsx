import { useState } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { ProblemGroup } from "../protocol.ts"
import type { Texts } from "../texts/en.ts"
import { explain } from "../texts/explain.ts"
import { isolate } from "../texts/isolate.ts"
import { plainText } from "../texts/plainText.ts"
import { Countries } from "./Countries.tsx"

/** Problems, grouped by kind and column, each with what can be done for the whole group. */
export const ProblemGroups = ({ groups }: { readonly groups: ReadonlyArray<ProblemGroup> }) => {
  const { texts } = usePage()
  if (groups.length === 0) return <p class="notice good">{texts.check.noProblems}</p>
  return (
    <section class="groups" aria-labelledby="problems">
      <h3 id="problems">{texts.check.problems}</h3>
      <ul>
        {groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </ul>
    </section>
  )
}

const Group = ({ group }: { readonly group: ProblemGroup }) => {
  const { importer, state, texts } = usePage()
  const { check: t } = texts
  const { key, code, column, values } = group
  const title = titleOf(group, texts)
  return (
    <li class="group">
      <h4>{title}</h4>
      <p class="quiet">
        {explain(group, texts.problems)}
        {values.some(({ value }) => value !== "")
          ? ` (${values
              .slice(0, 3)
              .map(({ value }) => isolate(value.slice(0, 40)))
              .join(" · ")})`
          : ""}
      </p>
      <div class="group-actions">
        {code === "country_code_missing" ? (
          <Countries
            label={t.country}
            value={state.country}
            onChange={(country) => importer.fixes.setCountry(country)}
          />
        ) : null}
        <button type="button" aria-label={`${t.show}: ${title}`} onClick={() => importer.checking.show(`group:${key}`)}>
          {t.show}
        </button>
        {column !== -1 && group.field !== "email" && code !== "required" ? (
          <button
            type="button"
            aria-label={`${t.empty}: ${title}`}
            onClick={() => importer.fixes.changeGroup(key, "empty")}
          >
            {t.empty}
          </button>
        ) : null}
        <button
          type="button"
          aria-label={`${t.leaveOut}: ${title}`}
          onClick={() => importer.fixes.changeGroup(key, "leaveOut")}
        >
          {t.leaveOut}
        </button>
        {column === -1 ? null : <Replace group={group} />}
      </div>
    </li>
  )
}

const Replace = ({ group: { column, values, columnName } }: { readonly group: ProblemGroup }) => {
  const { importer, texts } = usePage()
  const { check: t } = texts
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState("")
  const chosen = from ?? values[0]?.value ?? ""
  return (
    <details>
      <summary>{t.replace}</summary>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault()
          importer.fixes.change({ kind: "replace", column, from: chosen, to })
          setFrom(null)
          setTo("")
        }}
      >
        <label>
          {t.replaceFrom}
          <select
            value={chosen}
            aria-label={`${plainText(columnName)}: ${t.replaceFrom}`}
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          >
            {values.map(({ value, count }) => (
              <option key={value} value={value}>
                {`${value === "" ? "∅" : isolate(value.slice(0, 60))} (${texts.number(count)})`}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.replaceTo}
          <input value={to} onInput={({ currentTarget }) => setTo(currentTarget.value)} />
        </label>
        <button type="submit">{t.replaceDo}</button>
      </form>
    </details>
  )
}

const titleOf = (group: ProblemGroup, { check, columns, problems }: Texts): string => {
  const { code, count, columnName, field } = group
  const column = isolate(columnName) || columns.fields[field] || (field === "contacts" ? "" : field)
  const known = check.group[code]
  return known === undefined ? check.otherGroup(count, column, explain(group, problems)) : known(count, column)
}
