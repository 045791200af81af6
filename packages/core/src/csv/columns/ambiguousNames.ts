import { foldNumbers } from "./foldName.ts"
import type { KnownField } from "./knownNames.ts"
import { english } from "./languages/english.ts"

/**
 * What a column called "name" means, depending on which parts of a name have columns of their own. Undefined if that is
 * ambiguous.
 */
interface AmbiguousName {
  readonly names: ReadonlyArray<string>
  readonly alone: KnownField | undefined
  readonly withFirstName: KnownField | undefined
  readonly withLastName: KnownField | undefined
}

const ambiguousNames: ReadonlyArray<AmbiguousName> = [
  { names: ["Name", "Naam"], alone: "fullName", withFirstName: "lastName", withLastName: "firstName" },
  { names: ["Nom"], alone: undefined, withFirstName: "lastName", withLastName: undefined },
  { names: ["Nombre", "Nome"], alone: undefined, withFirstName: undefined, withLastName: "firstName" },
]

/** The names of columns whose meaning depends on those next to them. */
const byName: ReadonlyMap<string, AmbiguousName> = new Map(
  ambiguousNames.flatMap((ambiguous) => ambiguous.names.map((name) => [foldNumbers(name), ambiguous] as const)),
)

export const isAmbiguousName = (name: string): boolean => byName.has(foldNumbers(name))

/** The names of the columns that hold a first or a last name. */
export interface NameParts {
  readonly firstNames: ReadonlyArray<string>
  readonly lastNames: ReadonlyArray<string>
}

const englishFirstNames: ReadonlySet<string> = new Set(english.firstName?.map(foldNumbers))

/** What an ambiguous column means next to columns for the parts of a name. Undefined if it remains ambiguous. */
export const resolveName = (name: string, { firstNames, lastNames }: NameParts): KnownField | undefined => {
  const ambiguous = byName.get(foldNumbers(name))
  const [hasFirst, hasLast] = [firstNames.length > 0, lastNames.length > 0]
  if (hasFirst && hasLast) return "fullName"
  if (hasLast) return ambiguous?.withLastName
  if (!hasFirst) return ambiguous?.alone
  // Next to a first name, `Name` may be the full name in English files; in others (`Name`, `Vorname`) it is the last
  // name.
  return firstNames.some((first) => englishFirstNames.has(foldNumbers(first))) ? undefined : ambiguous?.withFirstName
}

/** A last name in Portugal, a nickname in Brazil, whose exports have another column for the last name. */
const APELIDO = "apelido"

export const isLastNameUnlessThereIsAnother = (name: string): boolean => foldNumbers(name) === APELIDO
