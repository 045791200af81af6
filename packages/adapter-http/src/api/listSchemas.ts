import * as Schema from "effect/Schema"

const JsonObject = Schema.Record(Schema.String, Schema.Unknown)

const text = (description?: string) => Schema.optionalKey(Schema.String.annotate(description ? { description } : {}))

const time = Schema.optionalKey(Schema.String.annotate({ description: "In UTC", format: "date-time" }))

/** A contact in a list or an export. */
export const ListedContactDto = Schema.Struct({
  id: Schema.String.annotate({ format: "uuid" }),
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
  importId: Schema.optionalKey(
    Schema.String.annotate({ description: "The import that created the contact", format: "uuid" }),
  ),
  createdAt: time,
  updatedAt: time,
}).annotate({ identifier: "CustomerContact", description: "A contact as it is stored. Absent values are omitted." })

export const ListedAccountDto = Schema.Struct({ id: Schema.String, name: Schema.String }).annotate({
  identifier: "Account",
})

export const ListedContactTypeDto = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  default: Schema.Boolean.annotate({ description: "Whether contacts get this type if none is given" }),
}).annotate({ identifier: "ContactType" })
