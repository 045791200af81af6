import type { ContactFields } from "../../request/BulkCreateRequest.ts"
import { contactFields } from "../../request/parseContactInput.ts"
import { foldNumbers } from "./foldName.ts"
import { dutch } from "./languages/dutch.ts"
import { english } from "./languages/english.ts"
import { french } from "./languages/french.ts"
import { german } from "./languages/german.ts"
import { italian } from "./languages/italian.ts"
import { portuguese } from "./languages/portuguese.ts"
import { spanish } from "./languages/spanish.ts"
import type { FieldNames } from "./Program.ts"
import { programs } from "./programs/index.ts"

/** What a name means. */
export type KnownField = keyof ContactFields | "fullName"

const languages: ReadonlyArray<FieldNames> = [english, german, french, spanish, portuguese, italian, dutch]

/** Names by what they mean in every file. Those of the fields themselves are among them. */
const generalNames: ReadonlyMap<string, KnownField> = new Map([
  ...[...contactFields].map((field) => [foldNumbers(field), field as KnownField] as const),
  ...languages.flatMap(fieldsByName),
])

const namesOfPrograms: ReadonlyMap<string, KnownField> = new Map(
  programs.flatMap(({ fields = {} }) => fieldsByName(fields)),
)

/** All names that are known for each field, for showing them: those of the languages first, then those of programs. */
export const namesOfFields = (): { readonly [field: string]: ReadonlyArray<string> } => {
  const tables = [...languages, ...programs.map(({ fields = {} }) => fields)]
  return Object.fromEntries(
    [...contactFields, "fullName"].map((field) => [
      field,
      [...new Set([field, ...tables.flatMap((names) => names[field as KnownField] ?? [])])],
    ]),
  )
}

/** The field that a name means in every file; undefined if that depends on the file, or if the name is not known. */
export const knownField = (name: string): KnownField | undefined => {
  const folded = foldNumbers(name)
  const field = generalNames.get(folded)
  if (field !== undefined || !folded.endsWith("#")) return field
  // `Email 2`, `Home Phone 2`: several columns of one field.
  const numbered = generalNames.get(folded.slice(0, -1))
  return numbered === "email" || numbered === "phoneNumber" ? numbered : undefined
}

/** The field that a name means in every file, or in the export of a program. */
export const possibleField = (name: string): KnownField | undefined =>
  knownField(name) ?? namesOfPrograms.get(foldNumbers(name))

/** The names of a table as they are compared, each with its field. */
export function fieldsByName(names: FieldNames): ReadonlyArray<readonly [string, KnownField]> {
  const entries = Object.entries(names) as ReadonlyArray<[KnownField, ReadonlyArray<string>]>
  return entries.flatMap(([field, all]) => all.map((name) => [foldNumbers(name), field] as const))
}
