import { usePage } from "../app/context.ts"
import type { ListKind } from "../session/lists.ts"
import { listLabels } from "./listLabels.ts"

/** Rows as files, by what becomes of them. Kinds without rows have no button. */
export const ListButtons = ({ counts }: { readonly counts: { readonly [kind in ListKind]?: number } }) => {
  const { importer, texts } = usePage()
  const { result: t } = texts
  const names = { created: t.createdFile, skipped: t.skippedFile, rejected: t.rejectedFile }
  return (
    <p class="files">
      {(["created", "skipped", "rejected"] as const).map((kind) => {
        const count = counts[kind] ?? 0
        return count === 0 ? null : (
          <button key={kind} type="button" onClick={() => importer.lists.save(kind, listLabels(texts))}>
            {`${names[kind]} (${texts.number(count)}, CSV)`}
          </button>
        )
      })}
    </p>
  )
}
