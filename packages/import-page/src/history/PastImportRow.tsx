import { usePage } from "../app/context.ts"
import type { KeptLists, ListKind } from "../session/lists.ts"
import type { PastImport } from "../session/Server.ts"
import { formatTime } from "../texts/formatTime.ts"
import { isolate } from "../texts/isolate.ts"
import { plainText } from "../texts/plainText.ts"

/** An earlier import: its counts, its rows as files, and its undo. */
export const PastImportRow = ({ past }: { readonly past: PastImport }) => {
  const { importer, state, texts } = usePage()
  const { history: t } = texts
  const time = (text: string) => formatTime(text, texts.locale)
  const kept = state.lists.get(past.id)
  const undo = () => {
    if (confirm(texts.result.undoSure(past.remaining, isolate(past.name)))) void importer.pastImports.undo(past.id)
  }
  return (
    <tr>
      <th scope="row">
        <bdi>{plainText(past.name)}</bdi>
      </th>
      <td>{time(past.createdAt)}</td>
      {[past.total, past.created, past.skipped, past.invalid ?? 0, past.remaining].map((count, i) => (
        <td key={i} class="number">
          {texts.number(count)}
        </td>
      ))}
      <td>
        <div class="files">
          {past.undoneAt == null ? null : <span>{t.undone(time(past.undoneAt))}</span>}
          {kept === undefined ? <span class="quiet">{t.notHere}</span> : <KeptFiles kept={kept} past={past} />}
          {past.remaining > 0 ? (
            <>
              <button
                type="button"
                class="link"
                aria-label={t.rowsOf(plainText(past.name), t.list)}
                onClick={() => importer.lists.saveContacts(past)}
              >
                {t.list}
              </button>
              <button type="button" class="link" aria-label={t.undoLabel(plainText(past.name))} onClick={undo}>
                {texts.undo}
              </button>
            </>
          ) : null}
        </div>
      </td>
    </tr>
  )
}

const kinds = ["created", "skipped", "rejected"] as const satisfies ReadonlyArray<ListKind>

const KeptFiles = ({ kept, past }: { readonly kept: KeptLists; readonly past: PastImport }) => {
  const { importer, texts } = usePage()
  const { history: t, result } = texts
  const names = { created: result.createdFile, skipped: result.skippedFile, rejected: result.rejectedFile }
  return (
    <>
      {kinds.map((kind) => {
        const list = kept.files[kind]
        if (list === undefined) return null
        const text = t.rows(names[kind], list.count)
        return (
          <button
            key={kind}
            type="button"
            class="link"
            aria-label={t.rowsOf(plainText(past.name), text)}
            onClick={() => importer.lists.saveKept(kept, kind, past)}
          >
            {text}
          </button>
        )
      })}
    </>
  )
}
