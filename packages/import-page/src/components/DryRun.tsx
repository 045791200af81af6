import { useEffect, useRef } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { Sent } from "../protocol.ts"
import { Existing } from "./Existing.tsx"
import { FilterBar } from "./FilterBar.tsx"
import { ListButtons } from "./ListButtons.tsx"
import { listLabels } from "./listLabels.ts"
import { RowGrid } from "./RowGrid.tsx"

/** What an import would do: three numbers, each of which opens its rows. */
export const DryRun = ({ dryRun }: { readonly dryRun: Sent }) => {
  const { importer, state, texts } = usePage()
  const { options: t } = texts
  const { created, skipped, invalid, repeated } = dryRun.counts
  const leftOut = invalid + (state.check?.counts.leftOut ?? 0)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView()
  }, [dryRun])
  return (
    <section aria-labelledby="dry-run">
      <h3 ref={heading} id="dry-run" tabIndex={-1}>
        {t.dryRun}
      </h3>
      <div role="status">
        <dl class="counts">
          <div>
            <dt>{t.counts.created}</dt>
            <dd>{texts.number(created)}</dd>
          </div>
          <div>
            <dt>{t.counts.skipped}</dt>
            <dd>
              {texts.number(skipped)}
              {repeated > 0 ? <small>{t.counts.repeated(repeated)}</small> : null}
            </dd>
          </div>
          <div>
            <dt>{t.counts.left}</dt>
            <dd>{texts.number(leftOut)}</dd>
          </div>
        </dl>
      </div>
      <FilterBar
        counts={{
          all: created + skipped + leftOut,
          created,
          existing: skipped - repeated,
          repeated,
          invalid,
          leftOut: state.check?.counts.leftOut ?? 0,
        }}
      />
      <RowGrid key={state.filter} />
      {state.existing === null ? null : <Existing existing={state.existing} />}
      <ListButtons counts={{ skipped, rejected: leftOut }} />
      {created === 0 ? <p class="notice">{t.nothingNew}</p> : null}
      <div class="actions">
        {created === 0 ? (
          <button type="button" class="primary" onClick={() => importer.files.restart()}>
            {texts.result.another}
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={state.sending !== null}
            onClick={() => importer.importing.import(listLabels(texts))}
          >
            {t.import(created)}
          </button>
        )}
      </div>
    </section>
  )
}
