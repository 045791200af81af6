import { useState } from "preact/hooks"
import { usePage } from "../app/context.ts"

/** All names of columns that are understood. */
export const KnownNames = () => {
  const { importer, texts } = usePage()
  const [names, setNames] = useState<Readonly<Record<string, ReadonlyArray<string>>>>({})
  const load = async () => setNames(await importer.worker.call("knownNames"))
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && load()}>
      <summary>{texts.example.understood}</summary>
      <dl class="names">
        {Object.entries(names).map(([field, known]) => (
          <div key={field}>
            <dt>{texts.columns.fields[field] ?? field}</dt>
            <dd>{known.join(" · ")}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
