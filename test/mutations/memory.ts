import type { Mutation } from "./Mutation.ts"

const src = "packages/adapter-memory/src"
const test = "packages/adapter-memory/test"

export const memory: ReadonlyArray<Mutation> = [
  {
    mistake: "the emails of contacts that were rolled back stay taken",
    in: src,
    text: "inserted.splice(before)) organization.owners.delete(email)",
    mutant: "inserted.splice(before)) organization.owners.has(email)",
    tests: [`${test}/store.test.ts`],
  },
  {
    mistake: "idempotency records are not rolled back",
    in: src,
    text: "this.#records = records",
    mutant: "records.clear()",
    tests: [`${test}/idempotency.test.ts`, `${test}/store.test.ts`],
  },
  {
    mistake: "the store shares `metadata` with the caller",
    in: src,
    text: "contact.metadata && structuredClone(contact.metadata)",
    mutant: "contact.metadata",
    tests: [`${test}/MemoryStore.test.ts`],
  },
  {
    mistake: "transactions run side by side",
    in: src,
    text: "this.#alone(this.#runOwn(body))",
    mutant: "this.#runOwn(body)",
    tests: [`${test}/store.test.ts`],
  },
  {
    mistake: "a record that is exactly as old as asked for is not found",
    in: src,
    text: "record.createdAt >= since",
    mutant: "record.createdAt > since",
    tests: [`${test}/store.test.ts`, `${test}/idempotency.test.ts`],
  },
  {
    mistake: "a contact whose email is taken counts as created",
    in: `${src}/MemoryStore.ts`,
    text: "transaction.insertNew(organizationId, contacts).length",
    mutant: "transaction.insertNew(organizationId, contacts) && contacts.length",
    tests: [`${test}/store.test.ts`],
  },
]
