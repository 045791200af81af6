import type { BulkCreateRequest, ContactFields, ContactInput } from "@bulk-contacts/core"
import fc from "fast-check"
import { addressOfPool, type SpelledAddress, spelled } from "./email.ts"
import { jsonObject } from "./json.ts"
import { personName, phoneSpelling } from "./text.ts"

/** A valid contact as it may be given, and its email in the normalized form. */
export interface GivenContact {
  readonly email: string
  readonly input: ContactInput
}

/** A valid request, and the normalized emails of its contacts in their order. */
export interface GivenRequest {
  readonly emails: ReadonlyArray<string>
  readonly request: BulkCreateRequest
}

const optional = <A>(value: fc.Arbitrary<A>): fc.Arbitrary<A | null | undefined> =>
  fc.oneof(fc.constantFrom(null, undefined), value)

const optionalFields: fc.Arbitrary<Omit<ContactFields, "email">> = fc.record(
  {
    firstName: optional(personName),
    lastName: optional(personName),
    phoneNumber: optional(phoneSpelling),
    avatarUrl: optional(fc.webUrl()),
    source: optional(fc.constantFrom("Slack", "Import")),
    customFieldValues: optional(fc.array(jsonObject, { maxLength: 2 })),
    metadata: optional(jsonObject),
  },
  { requiredKeys: [] },
)

type Form = "address" | "mailbox" | "JSON text" | "object"

const inForm = (
  form: Form,
  { spelling, undecorated }: SpelledAddress,
  name: string,
  fields: Omit<ContactFields, "email">,
): ContactInput => {
  switch (form) {
    case "address":
      return spelling
    case "mailbox":
      return `"${name}" <${undecorated}>`
    case "JSON text":
      return JSON.stringify({ ...fields, email: spelling })
    case "object":
      return { ...fields, email: spelling }
  }
}

/** A contact with one of `addresses` in any of the four forms, with any of the fields that refer to nothing. */
export const givenContact = (addresses: fc.Arbitrary<SpelledAddress>): fc.Arbitrary<GivenContact> =>
  fc
    .record({
      address: addresses,
      form: fc.constantFrom<Form>("address", "mailbox", "JSON text", "object"),
      name: personName,
      fields: optionalFields,
    })
    .map(({ address, form, name, fields }) => ({
      email: address.email,
      input: inForm(form, address, name, fields),
    }))

/** A request with addresses of a small pool, so that it has duplicates and overlaps with others. */
export const givenRequest = (options: { readonly maxContacts?: number } = {}): fc.Arbitrary<GivenRequest> =>
  fc
    .array(givenContact(spelled(addressOfPool(8))), { minLength: 1, maxLength: options.maxContacts ?? 10 })
    .map((contacts) => ({
      emails: contacts.map((contact) => contact.email),
      request: { contacts: contacts.map((contact) => contact.input) },
    }))
