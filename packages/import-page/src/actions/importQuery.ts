import type { State } from "../app/State.ts"

const MAX_NAME_CHARACTERS = 255

/** The query of an import. */
export const importQuery = ({ options, country, file }: State, namesImports: boolean): URLSearchParams => {
  const query = new URLSearchParams()
  for (const id of options.accountIds) query.append("accountIds", id)
  if (options.contactType !== "") query.set("contactType", options.contactType)
  if (options.source.trim() !== "") query.set("source", options.source.trim())
  if (country !== "") query.set("defaultCountry", country)
  if (namesImports) query.set("import", (file?.name ?? "import").slice(0, MAX_NAME_CHARACTERS))
  return query
}

export const preferOf = (lenient: boolean): string => `return=representation${lenient ? ", handling=lenient" : ""}`
