import { OrganizationId } from "@bulk-contacts/core"
import { Flag } from "effect/cli"

const MAX_CHARACTERS = 255

/** Control and direction characters and line separators: they make ids that look alike, or that nobody can type. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u

/** White space and invisible characters at the ends. Requests remove them, so such an id could not be named. */
const blankEnd = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]$/u

const problemOf = (text: string): string | undefined => {
  if (text === "") return "must not be empty"
  if ([...text].length > MAX_CHARACTERS) return `must be at most ${MAX_CHARACTERS} characters long`
  if (!text.isWellFormed()) return "must be valid Unicode"
  if (unprintable.test(text)) return "must not contain control or direction characters"
  if (blankEnd.test(text)) return "must not begin or end with white space or an invisible character"
  return undefined
}

/** An option whose value is an id or a name. */
export const text = (name: string) =>
  Flag.String(name).pipe(
    Flag.filter(
      (value) => problemOf(value) === undefined,
      (value) => problemOf(value) ?? "",
    ),
  )

export const org = text("org").pipe(
  Flag.withDescription("Id of the organization"),
  Flag.map((id) => OrganizationId.make(id)),
)

export const id = text("id").pipe(Flag.withDescription("Id that requests use, 1 to 255 characters"))

export const name = text("name").pipe(Flag.withDescription("Name for people, 1 to 255 characters"))
