import { usePage } from "../app/context.ts"
import { CommandLine } from "../components/CommandLine.tsx"
import { ListButtons } from "../components/ListButtons.tsx"
import { listLabels } from "../components/listLabels.ts"
import { isolate } from "../texts/isolate.ts"

/** What became of the rows, what to do with the others, and the way back. */
export const ResultStep = () => {
  const { importer, state, texts } = usePage()
  const { result: t } = texts
  const { result, file, check, changes, undone } = state
  if (result === null) return <p />
  const { created, skipped, invalid, repeated } = result.counts
  const leftOut = invalid + (check?.counts.leftOut ?? 0)
  const id = result.importId
  return (
    <section>
      <h2 tabIndex={-1}>{t.heading}</h2>
      <div role="status">
        <dl class="counts">
          <div>
            <dt>{t.createdFile}</dt>
            <dd>{texts.number(created)}</dd>
          </div>
          <div>
            <dt>{t.skippedFile}</dt>
            <dd>
              {texts.number(skipped)}
              {repeated > 0 ? <small>{texts.options.counts.repeated(repeated)}</small> : null}
            </dd>
          </div>
          <div>
            <dt>{t.rejectedFile}</dt>
            <dd>{texts.number(leftOut)}</dd>
          </div>
        </dl>
        {state.cancelled === "tooLate" ? <p class="notice ask">{texts.sending.tooLate}</p> : null}
        {result.wasReplayed && state.cancelled === null ? <p class="notice">{t.replayed}</p> : null}
        {undone === null ? null : <p class="notice good">{t.undone(undone.deleted, undone.alreadyGone)}</p>}
      </div>
      {file === null ? null : (
        <>
          <h3>{t.files}</h3>
          <ListButtons counts={{ created, skipped, rejected: leftOut }} />
          {leftOut > 0 ? <p class="quiet">{t.rejectedHint}</p> : null}
          <h3>{t.command}</h3>
          <p class="quiet">{t.commandHint}</p>
          <CommandLine withCurl />
          {changes.length === 0 ? null : (
            <p>
              {t.commandChanges}{" "}
              <button type="button" onClick={() => importer.lists.save("corrected", listLabels(texts))}>
                {t.corrected}
              </button>
            </p>
          )}
        </>
      )}
      <div class="actions">
        {id === null || undone !== null || created === 0 ? null : (
          <button
            type="button"
            class="danger"
            onClick={() => confirm(t.undoSure(created, isolate(file?.name ?? ""))) && importer.pastImports.undo(id)}
          >
            {t.undo}
          </button>
        )}
        <button type="button" class="primary" onClick={() => importer.files.restart()}>
          {t.another}
        </button>
      </div>
    </section>
  )
}
