/** A program: creates contacts in the data directory of its first argument, one request after the other. */
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { bulkCreateContacts, OrganizationId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { createOrganization } from "./organization.ts"

const [dataDir = ""] = process.argv.slice(2)

const commitForEver = Effect.gen(function* () {
  const { id } = yield* createOrganization()
  yield* say(id)
  for (let batch = 0; ; batch++) {
    const contacts = Array.from({ length: 10 }, (_, i) => `ada${batch}.${i}@example.com`)
    yield* bulkCreateContacts(OrganizationId.make(id), { contacts })
    yield* say(String(batch))
  }
})

/** Prints a line, and waits until it is written. */
const say = (line: string) => Effect.promise(() => new Promise((resolve) => process.stdout.write(`${line}\n`, resolve)))

await Effect.runPromise(Effect.provide(commitForEver, PgliteStore.layer({ dataDir })))
