import fc from "fast-check"
import { hostileText } from "./text.ts"

const anyJson = fc.json({ stringUnit: "binary" })

/** Mostly what belongs there; now and then anything. */
const mostly = (usual: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: anyJson })

/** JSON text of an object with some of these properties. */
const objectOf = (properties: { readonly [key: string]: fc.Arbitrary<string> }): fc.Arbitrary<string> =>
  fc
    .record(properties, { requiredKeys: [] })
    .map((present) => `{${Object.entries(present).map(([key, json]) => `${JSON.stringify(key)}:${json}`)}}`)

const text = mostly(hostileText.map((text) => JSON.stringify(text)))
const email = mostly(fc.constantFrom('"ada@example.com"', '"ADA@example.com "', '"Ada <ada@example.com>"'))
const accountIds = mostly(fc.constantFrom("[]", '"A1"', '["A1","A2"]', '["nowhere"]', '[["A1"]]'))
const contactType = mostly(fc.constantFrom('"CT1"', '"nowhere"', '""'))

const fields = objectOf({
  email,
  firstName: text,
  lastName: text,
  phoneNumber: mostly(fc.constantFrom('"+14155552671"', '"0"', '"+14155552671;ext=5"')),
  avatarUrl: mostly(fc.constantFrom('"https://example.com/a.png"', '"javascript:x"', '"http://"')),
  source: text,
  contactType,
  accountIds,
  customFieldValues: mostly(fc.constantFrom("[]", '[{"__proto__":1}]')),
  metadata: mostly(fc.constantFrom("{}", '{"__proto__":{"a":1}}', `${'{"a":'.repeat(17)}1${"}".repeat(17)}`)),
})

const contact = fc.oneof(
  email,
  text,
  fields,
  fields.map((json) => JSON.stringify(json)),
)

/** JSON text of any value at all, often nearly a request: right properties with wrong values, and the reverse. */
export const requestJson: fc.Arbitrary<string> = fc.oneof(
  anyJson,
  objectOf({
    contacts: mostly(fc.array(contact, { maxLength: 5 }).map((items) => `[${items}]`)),
    accountIds,
    contactType,
    source: text,
  }),
  fc.array(contact, { minLength: 1, maxLength: 3 }).map((items) => `{"contacts":[${items}]}`),
)
