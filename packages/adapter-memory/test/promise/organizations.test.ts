import { makeContactsService } from "@bulk-contacts/core/promise"
import { assert, it } from "vitest"
import { acmeStore } from "./store.ts"

const { ports } = acmeStore()
const contacts = ["ada@example.com"]

it("a request of an organization that does not exist rejects with an error that names it", async () => {
  const service = makeContactsService(ports)
  const calls: ReadonlyArray<() => Promise<unknown>> = [
    () => service.bulkCreate("ghost", { contacts, accountIds: "A1" }),
    () => service.bulkCreateStream("ghost", contacts),
    () => service.bulkCreate("g".repeat(1000), { contacts }),
  ]
  for (const call of calls)
    assert.match(String(await call().catch(String)), /^Error: The organization g(host|g{299}…) does not exist$/)
})

it("a request that refers to what does not exist is rejected if its organization exists, or if nobody can tell", async () => {
  const { organizations: _, ...others } = ports
  for (const [organization, service] of [
    ["acme", makeContactsService(ports)],
    ["ghost", makeContactsService(others)],
  ] as const) {
    const outcome = await service.bulkCreate(organization, { contacts, accountIds: "A9" })
    assert.deepInclude(outcome, { ok: false, refusal: "ReferenceNotFound" })
  }
})
