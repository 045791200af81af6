import type { ColumnTarget } from "@bulk-contacts/core"
import { usePage } from "../app/context.ts"
import { openQuestions } from "../app/State.ts"
import type { ColumnView } from "../protocol.ts"
import { explainField } from "../texts/explainField.ts"
import { isolate } from "../texts/isolate.ts"
import { plainText } from "../texts/plainText.ts"

/** Say what each column is. */
export const ColumnsStep = () => {
  const { importer, state, texts } = usePage()
  const { columns: t } = texts
  const columns = state.check?.columns ?? []
  const { undecided, lacksEmail } = openQuestions(state)
  // Columns of one name are decided together, as in the options of the command line.
  const shown = columns.filter(({ name }, i) => columns.findIndex((column) => column.name === name) === i)
  const open = shown.filter(({ isUnderstood, filled }) => !isUnderstood && filled > 0).map(({ name }) => name)
  const others = (state.check?.fileProblems ?? []).filter(
    ({ code }) => !["required", "unknown_column", "ambiguous_column"].includes(code),
  )
  return (
    <section>
      <h2 tabIndex={-1}>{t.heading}</h2>
      <p>{t.intro}</p>
      <div role="status">
        {lacksEmail ? <p class="notice bad">{t.missingEmail}</p> : null}
        {undecided > 0 ? (
          <div class="notice ask">
            <p>{t.undecidedNotice(undecided)}</p>
            <button
              type="button"
              onClick={() => importer.checking.decide(open, (name): ColumnTarget => `metadata.${name}`)}
            >
              {t.keepAll}
            </button>{" "}
            <button type="button" onClick={() => importer.checking.decide(open, () => "ignore")}>
              {t.ignoreAll}
            </button>
          </div>
        ) : null}
        {others.map((problem) => (
          <p key={problem.message} class="notice bad">
            {explainField(problem, texts)}
          </p>
        ))}
      </div>
      <ul class="columns">
        {shown.map((column) => (
          <ColumnCard key={column.name} column={column} />
        ))}
      </ul>
      <div class="actions">
        <button type="button" onClick={() => importer.goTo("file")}>
          {texts.back}
        </button>
        <button
          type="button"
          class="primary"
          disabled={undecided > 0 || lacksEmail || others.length > 0 || state.isChecking}
          onClick={() => importer.goTo("check")}
        >
          {texts.next}
        </button>
      </div>
    </section>
  )
}

const ColumnCard = ({ column }: { readonly column: ColumnView }) => {
  const { importer, state, texts } = usePage()
  const { columns: t } = texts
  const { name, target, isUnderstood, samples, filled, unstored } = column
  const isOpen = !isUnderstood && filled > 0
  const value = target ?? (isUnderstood ? "ignore" : "")
  const own = `metadata.${name}`
  const columns = state.check?.columns ?? []
  const isUnneeded =
    target === "fullName" && columns.some((other) => other.target === "firstName" || other.target === "lastName")
  return (
    <li class={isOpen ? "open" : ""}>
      <div>
        <strong dir="auto">{plainText(name)}</strong>
        <span class="quiet"> {filled === 0 ? t.empty : t.filled(filled)}</span>
        <p class="samples" dir="auto">
          {samples.map((sample) => isolate(sample.slice(0, 60))).join(" · ")}
        </p>
        {unstored > 0 ? <p class="quiet">{isUnneeded ? t.unneeded : t.unstored(unstored)}</p> : null}
        {isUnneeded && unstored === 0 ? <p class="quiet">{t.unneeded}</p> : null}
      </div>
      <select
        aria-label={t.selectLabel(plainText(name))}
        value={value}
        onChange={({ currentTarget }) =>
          importer.checking.decide([name], () => currentTarget.value as ColumnTarget | "ignore")
        }
      >
        {value === "" ? <option value="">{isOpen ? t.undecided : t.empty}</option> : null}
        {Object.entries(t.fields).map(([field, label]) => (
          <option key={field} value={field}>
            {label}
          </option>
        ))}
        <option value={own}>{t.keep(isolate(name))}</option>
        {value.startsWith("metadata.") && value !== own ? (
          <option value={value}>{t.keep(isolate(value.slice("metadata.".length)))}</option>
        ) : null}
        <option value="ignore">{t.ignore}</option>
      </select>
    </li>
  )
}
