import { Administration } from "@bulk-contacts/adapter-pg"
import {
  ApiKeys,
  bulkCreateContactStream,
  bulkCreateContacts,
  ContactTypeId,
  deleteExpiredRecords,
  readNdjson,
} from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { createOrganization } from "./organization.ts"

const stream = (...emails: ReadonlyArray<string>) =>
  readNdjson(Stream.encodeText(Stream.fromIterable(emails.map((email) => `"${email}"\n`))))

/** Uses everything that a store offers, each at least once, on an empty database that is migrated. */
export const everyStatement = Effect.gen(function* () {
  const administration = yield* Administration
  const { organizationOf } = yield* ApiKeys

  yield* administration.isEmpty
  const { id, accountIds } = yield* createOrganization(2)
  yield* administration.organizationExists(id)
  const type = ContactTypeId.make("CT2")
  yield* administration.createContactType({ organizationId: id, id: type, name: "Another type", isDefault: true })
  const { key } = yield* administration.createApiKey(id)
  yield* organizationOf(key)
  yield* administration.revokeApiKey(key)

  const contacts = [
    "ada@example.com",
    { email: "grace@example.com", contactType: "CT1", metadata: { rank: "admiral" } },
  ]
  const options = { outcomes: true, idempotencyKey: "a list" }
  yield* bulkCreateContacts(id, { contacts, accountIds }, options)
  yield* bulkCreateContacts(id, { contacts, accountIds }, options)

  const lenient = { outcomes: true, lenient: true, idempotencyKey: "a stream" }
  const fromStream = yield* bulkCreateContactStream(
    id,
    stream("ada@example.com", "joan@example.com", "none"),
    {},
    lenient,
  )
  yield* Stream.runDrain(fromStream.outcomes ?? Stream.empty)
  yield* bulkCreateContactStream(id, stream("mary@example.com"), {}, { dryRun: true })
  yield* deleteExpiredRecords
}).pipe(Effect.scoped)
