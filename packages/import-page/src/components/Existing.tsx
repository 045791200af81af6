import { useEffect, useRef, useState } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { State } from "../app/State.ts"
import type { RowView } from "../protocol.ts"
import { plainText } from "../texts/plainText.ts"

/** A contact that exists, next to the row with its address. */
export const Existing = ({ existing: { row, contact } }: { readonly existing: NonNullable<State["existing"]> }) => {
  const { importer, state, texts } = usePage()
  const { options: t, columns } = texts
  const [view, setView] = useState<RowView | undefined>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    importer.worker.call("rows", "existing", 0, state.dryRun?.counts.skipped ?? 0).then(
      ({ rows }) => setView(rows.find((found) => found.row === row)),
      () => setView(undefined),
    )
    heading.current?.focus()
  }, [row, importer, state.dryRun])
  const ofFile = new Map(
    (state.check?.columns ?? []).flatMap(({ target }, i) => {
      const cell = view?.cells[i]
      const text = cell?.stored ?? cell?.changed ?? cell?.original ?? ""
      return target === null || text === "" || cell?.isUnused === true ? [] : [[target as string, text] as const]
    }),
  )
  const fields = [...new Set([...ofFile.keys(), "firstName", "lastName", "phoneNumber"])]
  const metadata = new Map(Object.entries(contact["metadata"] ?? {}))
  const stored = (field: string): string => {
    const value = field.startsWith("metadata.") ? metadata.get(field.slice("metadata.".length)) : contact[field]
    return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value)
  }
  return (
    <section class="existing">
      <h3 ref={heading} tabIndex={-1}>
        {t.existing}
      </h3>
      <p class="quiet">{t.existingHint}</p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t.fileHas}</th>
            <th scope="col">{t.storeHas}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} class={(ofFile.get(field) ?? "") === stored(field) ? "" : "different"}>
              <th scope="row">{columns.fields[field] ?? plainText(field.replace("metadata.", ""))}</th>
              <td dir="auto">{ofFile.get(field)}</td>
              <td dir="auto">{stored(field)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
