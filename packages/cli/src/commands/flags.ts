import { OrganizationId } from "@bulk-contacts/core"
import { Schema } from "effect"
import { Flag } from "effect/cli"

const Text = Schema.NonEmptyString.check(Schema.isMaxLength(255))

export const org = Flag.String("org").pipe(
  Flag.withDescription("The id of the organization"),
  Flag.withSchema(Text),
  Flag.map((id) => OrganizationId.make(id)),
)

export const id = Flag.String("id").pipe(
  Flag.withDescription("The id by which requests name it, 1 to 255 characters"),
  Flag.withSchema(Text),
)

export const name = Flag.String("name").pipe(Flag.withDescription("What people call it"), Flag.withSchema(Text))
