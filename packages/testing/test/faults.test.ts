import { times } from "@bulk-contacts/test-support/times"
import {
  bulkCreateSuite,
  concurrencySuite,
  idempotencyRecordsSuite,
  idempotencySuite,
  storeSuite,
  streamSuite,
} from "@bulk-contacts/testing"
import { assert, describe, it } from "vitest"
import { concurrentStore } from "./support/concurrentStore.ts"
import { memoryPorts } from "./support/memoryPorts.ts"
import { runSuite } from "./support/runSuite.ts"

const withoutSavepoints = { "nested rollback": "plain functions have no savepoints" }

describe("a store that is wrong is noticed:", () => {
  const owner = "find who has an email that another stored since the unit of work began"

  it("its transactions see only what there was when they began", async () => {
    const right = await runSuite(concurrencySuite, concurrentStore(), { only: [owner] })
    assert.include(right.passed, owner)
    const { failed } = await runSuite(concurrencySuite, concurrentStore({ repeatableRead: true }), { only: [owner] })
    assert.include(failed.get(owner)?.message, "read committed")
  })

  it("its connections keep the locks of keys", async () => {
    const names = ["succeeds", "fails"].map(
      (end) => `releases a key when its unit of work ${end}, whoever asks for it then`,
    )
    const options = { tolerated: withoutSavepoints, only: names }
    const right = await runSuite(idempotencyRecordsSuite, concurrentStore(), options)
    const { failed } = await runSuite(idempotencyRecordsSuite, concurrentStore({ keepsKeyLocks: true }), options)
    for (const name of names) {
      assert.include(right.passed, name)
      assert.include(failed.get(name)?.message, "must be released with the transaction")
    }
  })

  it("it counts the contacts of an organization that does not exist as skipped", async () => {
    const fixedType = { findExisting: async () => ["lead"], findDefault: async () => "lead" }
    const withFixedType = memoryPorts((ports) => ({ ...ports, contactTypes: fixedType }))
    const joinsOrganizations = memoryPorts((ports) => ({
      ...ports,
      contactTypes: fixedType,
      contacts: {
        ...ports.contacts,
        // As `insert … select … from organizations` does.
        insertNew: (tx, organization, contacts) =>
          ports.contacts.insertNew(tx, organization, contacts).then(
            (count) => count,
            () => 0,
          ),
      },
    }))
    const name = "lose no contact if one of them does not exist: the request is rejected, fails, or creates it"
    const options = { tolerated: { "contact types": "every person is a lead" }, only: [name] }
    assert.include((await runSuite(bulkCreateSuite, withFixedType, options)).passed, name)
    assert.include(
      (await runSuite(bulkCreateSuite, joinsOrganizations, options)).failed.get(name)?.message,
      "Nobody has",
    )
  })
})

it("a failure says what was asked for", async () => {
  const pads = memoryPorts((ports) => {
    const records = ports.idempotencyRecords
    return {
      ...ports,
      idempotencyRecords: {
        ...records,
        find: (tx, organization, key, since) => records.find(tx, organization, key.trimEnd(), since),
      },
    }
  })
  const name = "finds a record as it was stored, and no other"
  const { failed } = await runSuite(idempotencyRecordsSuite, pads, { tolerated: withoutSavepoints, only: [name] })
  const message = failed.get(name)?.message
  assert.match(message ?? "", /IdempotencyRecords\.find\('org-\S+', 'plain ', .*\) returned .*fingerprint/)
})

it("the counterexample of a property has its own calls", async () => {
  const losesPhones = memoryPorts(
    (ports) => ports,
    (fixture) => ({
      ...fixture,
      contacts: async (organization) => {
        const contacts = await fixture.contacts(organization)
        return contacts.map((contact) => ({ ...contact, source: null }))
      },
    }),
  )
  const name = "count the first contact of an email as the one created"
  const { failed } = await runSuite(bulkCreateSuite, losesPhones, { only: [name] })
  const error = failed.get(name)
  assert.match(String(error?.cause ?? error), /StoreFixture\.contacts\('org-\S+'\) returned/)
  assert.notInclude(error?.message, "The last calls of the store")
})

it("a store with a fixed contact type passes, and nothing creates contact types in it", async () => {
  const fixed = memoryPorts(
    (ports) => ({
      ...ports,
      contactTypes: {
        findExisting: async (_tx, _organization, ids) => ids.filter((id) => id === "lead"),
        findDefault: async () => "lead",
      },
      contacts: {
        ...ports.contacts,
        insertNew: async (tx, organization, contacts) => {
          for (const { contactType } of contacts) assert.strictEqual(contactType, "lead")
          return ports.contacts.insertNew(tx, organization, contacts)
        },
      },
    }),
    (fixture) => ({
      ...fixture,
      createContactType: () => assert.fail("It was called"),
      deleteContactType: () => assert.fail("It was called"),
    }),
  )
  const tolerated = { ...withoutSavepoints, "contact types": "every person is a lead" }
  const suites = [bulkCreateSuite, storeSuite, idempotencySuite, streamSuite] as const
  for (const suite of suites.slice(0, times(2, suites.length))) {
    const { passed, failed, skipped } = await runSuite(suite as typeof streamSuite, fixed, { tolerated, runs: 1 })
    assert.deepStrictEqual([...failed], [])
    assert.isAbove(passed.length, skipped.length)
    assert.deepStrictEqual(
      skipped.filter((name) => !name.includes("(tolerated: ")),
      [],
    )
  }
})
