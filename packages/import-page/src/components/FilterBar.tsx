import { usePage } from "../app/context.ts"
import type { RowFilter } from "../protocol.ts"
import { isolate } from "../texts/isolate.ts"

/** Which rows are shown. It never changes what is imported. */
export const FilterBar = ({ counts }: { readonly counts: Readonly<Record<string, number>> }) => {
  const { importer, state, texts } = usePage()
  const { check: t } = texts
  const group = state.check?.groups.find(({ key }) => state.filter === `group:${key}`)
  return (
    <fieldset class="filters">
      <legend class="hidden">{t.filterLabel}</legend>
      {Object.entries(counts).map(([filter, count]) =>
        count === 0 && filter !== "all" && filter !== state.filter ? null : (
          <button
            key={filter}
            type="button"
            aria-pressed={state.filter === filter}
            onClick={() => importer.checking.show(filter as RowFilter)}
          >
            {t.filters[filter]} {texts.number(count)}
          </button>
        ),
      )}
      {group === undefined ? null : (
        <button type="button" aria-pressed={true} onClick={() => importer.checking.show("all")}>
          {isolate(group.columnName === "" ? group.field : group.columnName)}: {texts.number(group.count)} ×
        </button>
      )}
      <span class="quiet">{t.filterHint}</span>
    </fieldset>
  )
}
