import * as Schema from "effect/Schema"

const JsonObject = Schema.Record(Schema.String, Schema.Unknown)

const text = (description?: string) => Schema.optionalKey(Schema.String.annotate(description ? { description } : {}))

/** A contact in a list or an export. */
export const ListedContactDto = Schema.Struct({
  id: Schema.String,
  email: Schema.String.annotate({ description: "Normalized", examples: ["ada@example.com"] }),
  firstName: text(),
  lastName: text(),
  phoneNumber: text("In E.164 format"),
  avatarUrl: text(),
  contactType: text(),
  accountIds: Schema.Array(Schema.String),
  source: text(),
  customFieldValues: Schema.optionalKey(Schema.Array(JsonObject)),
  metadata: Schema.optionalKey(JsonObject),
  importId: text("The import that created the contact"),
  createdAt: text("RFC 3339, in UTC"),
  updatedAt: text("RFC 3339, in UTC"),
}).annotate({ identifier: "CustomerContact", description: "A contact as it is stored. Absent values are omitted." })

export const ListedAccountDto = Schema.Struct({ id: Schema.String, name: Schema.String }).annotate({
  identifier: "Account",
})

export const ListedContactTypeDto = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  default: Schema.Boolean.annotate({ description: "Whether contacts get this type if none is given" }),
}).annotate({ identifier: "ContactType" })
