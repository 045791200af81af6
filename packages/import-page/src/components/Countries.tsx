import { useMemo } from "preact/hooks"
import { usePage } from "../app/context.ts"

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (code: string) => void
}

/** A country, by its name in the language of the page. */
export const Countries = ({ label, value, onChange }: Props) => {
  const { state, texts } = usePage()
  const codes = state.opened?.countries ?? []
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(texts.locale, { type: "region" })
    const { compare } = new Intl.Collator(texts.locale)
    return codes.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name))
  }, [codes, texts])
  return (
    <label class="inline">
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{texts.check.noCountry}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
