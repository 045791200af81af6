import { usePage } from "../app/context.ts"

/** The country that was chosen, where the other options are. */
export const CountryNote = () => {
  const { state, texts } = usePage()
  if (state.country === "") return null
  const name = new Intl.DisplayNames(texts.locale, { type: "region" }).of(state.country)
  return (
    <p class="quiet">
      {texts.check.country}: {name}
    </p>
  )
}
