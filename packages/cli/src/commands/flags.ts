import { OrganizationId, rejectLabel } from "@bulk-contacts/core/ports"
import * as Flag from "effect/cli/Flag"
import * as Result from "effect/Result"

const problemOf = (text: string): string | undefined => {
  const rejected = rejectLabel(text)
  return rejected === null ? undefined : Result.merge(rejected).message
}

/** An option whose value is an id or a name. */
export const text = (name: string) =>
  Flag.String(name).pipe(
    Flag.filter(
      (value) => problemOf(value) === undefined,
      (value) => problemOf(value) ?? "",
    ),
  )

/** Any text: an organization that was created before ids were checked can still be named. */
export const org = Flag.String("org").pipe(
  Flag.withDescription("Id of the organization"),
  Flag.filter(
    (id) => id !== "",
    () => "must not be empty",
  ),
  Flag.map((id) => OrganizationId.make(id)),
)

export const id = text("id").pipe(Flag.withDescription("Id that requests use, 1 to 255 characters"))

/** Any text: ids that were created before ids were checked can still be named. */
export const existingId = Flag.String("id").pipe(
  Flag.withDescription("Its id"),
  Flag.filter(
    (id) => id !== "",
    () => "must not be empty",
  ),
)

export const name = text("name").pipe(Flag.withDescription("Name for people, 1 to 255 characters"))
