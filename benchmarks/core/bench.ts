import { bulkCreateContacts, OrganizationId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Bench } from "tinybench"
import { planContacts } from "../../packages/core/src/bulkCreate/plan.ts"
import { contactIds, makeDrawRandomBits } from "../../packages/core/src/domain/ContactIds.ts"
import { normalizeEmailAddress } from "../../packages/core/src/domain/EmailAddress.ts"
import { normalizePersonName } from "../../packages/core/src/domain/PersonName.ts"
import { normalizePhoneNumber } from "../../packages/core/src/domain/PhoneNumber.ts"
import { Problems } from "../../packages/core/src/domain/Problem.ts"
import type { ContactInput } from "../../packages/core/src/request/BulkCreateRequest.ts"
import { normalizeContact } from "../../packages/core/src/request/normalizeContact.ts"
import { normalizeRequest } from "../../packages/core/src/request/normalizeRequest.ts"
import { fields, forms } from "./contacts.ts"
import { noStore } from "./noStore.ts"

// Prints the time per contact of each step in the core: the median over hundreds of requests of 1,000 contacts.

const COUNT = 1000

const bench = new Bench({ time: 700, warmupTime: 300 })

/** Each run gets freshly parsed input, as a request does: strings that V8 has not hashed or flattened yet. */
const add = <A>(name: string, input: ReadonlyArray<A>, run: (input: ReadonlyArray<A>) => unknown): void => {
  const text = JSON.stringify(input)
  let fresh = input
  const beforeEach = () => {
    fresh = JSON.parse(text)
  }
  bench.add(name, () => run(fresh), { beforeEach })
}

const wholeRequest = (contacts: ReadonlyArray<ContactInput>) =>
  Effect.runPromise(
    bulkCreateContacts(OrganizationId.make("org"), {
      contacts,
      accountIds: ["A123"],
      contactType: "CT123",
      source: "Slack",
    }).pipe(Effect.provide(noStore)),
  )

const normalizeEach = (inputs: ReadonlyArray<unknown>) => {
  const problems = new Problems(COUNT)
  for (let i = 0; i < inputs.length; i++) normalizeContact(inputs[i], { index: i }, problems)
  if (!problems.isEmpty) throw new Error(JSON.stringify(problems.items[0]))
}

for (const [name, make] of Object.entries(forms))
  add(`whole request without a store, ${name} form`, make(COUNT), wholeRequest)
for (const [name, make] of Object.entries(forms)) add(`normalizeContact, ${name} form`, make(COUNT), normalizeEach)

const each = (normalize: (text: string) => unknown) => (texts: ReadonlyArray<string>) => texts.forEach(normalize)
add("email", fields.email(COUNT), each(normalizeEmailAddress))
add("email, mixed case", fields.mixedCaseEmail(COUNT), each(normalizeEmailAddress))
add("email, Unicode domain", fields.unicodeEmail(COUNT), each(normalizeEmailAddress))
add("name", fields.name(COUNT), each(normalizePersonName))
add("phone, E.164", fields.e164(COUNT), each(normalizePhoneNumber))
add("phone, formatted", fields.formattedPhone(COUNT), each(normalizePhoneNumber))

const { contacts, defaults } = await Effect.runPromise(
  normalizeRequest({ contacts: forms.object(COUNT), contactType: "CT123" }, { maxContacts: COUNT }),
)
add("plan", contacts, (contacts) =>
  Effect.runPromise(planContacts(contacts, defaults, contactIds(0, makeDrawRandomBits()), new Date(0), null)),
)
add("ids", contacts, (contacts) => contacts.map(contactIds(0, makeDrawRandomBits())))

await bench.run()
for (const { name, result } of bench.tasks) {
  if (!("latency" in result)) throw new Error(`${name}: ${result.state}`)
  const microseconds = (result.latency.p50 * 1000) / COUNT
  process.stdout.write(`${microseconds.toFixed(3).padStart(8)} µs  ${name}\n`)
}
