import type * as core from "@bulk-contacts/core"
import type {
  BulkContactsPorts,
  BulkCreateOutcome,
  BulkCreateRefusal,
  BulkCreateRequest,
  Contact,
  ContactsService,
  StoredResult,
} from "@bulk-contacts/core/promise"
import { expectTypeOf, it } from "vitest"

// The compiler does the checks. There is nothing to do at run time.

it("ids are plain strings, and a request is the same as in the Effect API", () => {
  expectTypeOf<Parameters<ContactsService["bulkCreate"]>[0]>().toEqualTypeOf<string>()
  expectTypeOf<BulkCreateRequest>().toEqualTypeOf<core.BulkCreateRequest>()
  expectTypeOf<Contact["id" | "email" | "contactType"]>().toEqualTypeOf<string>()
})

it("a contact and a result have the same fields as in the Effect API", () => {
  expectTypeOf<core.Contact>().toExtend<Contact>()
  expectTypeOf<keyof Contact>().toEqualTypeOf<keyof core.Contact>()
  expectTypeOf<core.StoredResult>().toExtend<StoredResult>()
  expectTypeOf<keyof StoredResult>().toEqualTypeOf<keyof core.StoredResult>()
})

it("counts can be read only if the request succeeded", () => {
  const read = (answer: BulkCreateOutcome) => {
    // @ts-expect-error: the request may have been rejected
    answer.created
    if (answer.ok) return expectTypeOf(answer.created).toEqualTypeOf<number>()
    return expectTypeOf(answer).toEqualTypeOf<BulkCreateRefusal>()
  }
  expectTypeOf(read).toBeFunction()
})

it("a switch over the refusals is exhaustive", () => {
  type Refusal = core.BulkCreateRefusal
  expectTypeOf<BulkCreateRefusal["refusal"]>().toEqualTypeOf<Refusal["_tag"]>()
  const statusOf = (refusal: BulkCreateRefusal): number => {
    switch (refusal.refusal) {
      case "NoContactsToCreate":
        return 400
      case "InvalidRequest":
        return refusal.problems.length
      case "ReferenceNotFound":
        return refusal.accountIds.length
      case "IdempotencyKeyInUse":
        return 409
      case "IdempotencyKeyReused":
        return 422
      case "RequestTooLarge":
        return 413
    }
  }
  expectTypeOf(statusOf).toBeFunction()
})

it("a driver's transaction function fits, whatever its callback returns, and its handle type reaches the other ports", () => {
  interface Tx {
    readonly query: (sql: string) => Promise<ReadonlyArray<{ readonly id: string }>>
  }
  const begin = async <T>(body: (tx: Tx) => Promise<T>): Promise<T> => body({ query: async () => [] })
  const ports: Pick<BulkContactsPorts<Tx>, "transaction" | "accounts"> = {
    transaction: (run) => begin(run),
    accounts: { findExisting: async (tx) => (await tx.query("select id")).map(({ id }) => id) },
  }
  expectTypeOf(ports.transaction).returns.toEqualTypeOf<PromiseLike<unknown>>()
})
