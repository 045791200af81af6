import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import fc from "fast-check"
import { OrganizationId } from "../../src/domain/Identifiers.ts"
import { makePageReader } from "../../src/listing/makePageReader.ts"
import type { ContactReader, ListedContact } from "../../src/ports/ContactReader.ts"

const org = OrganizationId.make("org")

/** A contact with metadata of so many bytes, roughly. */
const contact = (id: number, bytes: number) =>
  ({
    id: `${id}`,
    accountIds: [],
    customFieldValues: null,
    metadata: { a: "x".repeat(bytes) },
  }) as unknown as ListedContact

/** A store of contacts, which notes what is read at once. */
const readerOf = (contacts: ReadonlyArray<ListedContact>) => {
  const reads: Array<ReadonlyArray<ListedContact>> = []
  const reader: ContactReader["Service"] = {
    page: (_organizationId, { after, limit }) =>
      Effect.sync(() => {
        const from = after === null ? 0 : Number(after)
        const page = contacts.slice(from, from + limit)
        reads.push(page)
        return { contacts: page, next: from + limit < contacts.length ? `${from + limit}` : null }
      }),
  }
  return { reader, reads }
}

const readAll = Effect.fnUntraced(function* (reader: ContactReader["Service"], limit: number) {
  const pages: Array<ReadonlyArray<ListedContact>> = []
  let after: string | null = null
  do {
    const page: { contacts: ReadonlyArray<ListedContact>; next: string | null } = yield* makePageReader(reader)(org, {
      filter: {},
      sort: "newest",
      after,
      limit,
    })
    pages.push(page.contacts)
    after = page.next
  } while (after !== null)
  return pages
})

it("pages have every contact once, in order, and no more than was asked for", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.nat(100), fc.nat(100_000)), { maxLength: 200 }),
      fc.integer({ min: 1, max: 300 }),
      async (sizes, limit) => {
        const contacts = sizes.map((bytes, i) => contact(i, bytes))
        const pages = await Effect.runPromise(readAll(readerOf(contacts).reader, limit))
        assert.deepStrictEqual(pages.flat(), contacts)
        for (const page of pages) assert.isAtMost(page.length, limit)
        for (const page of pages.slice(0, -1)) assert.isAbove(page.length, 0)
      },
    ),
    { numRuns: 50 },
  ))

it.effect("a page of large contacts ends early; one of small contacts takes few reads", () =>
  Effect.gen(function* () {
    const large = readerOf(Array.from({ length: 1000 }, (_, i) => contact(i, 32_000)))
    const pages = yield* readAll(large.reader, 1000)
    for (const page of pages) assert.isAtMost(page.length, 80)
    for (const read of large.reads) assert.isAtMost(read.length, 80)
    assert.isAtMost(pages.length, 30)

    const small = readerOf(Array.from({ length: 1000 }, (_, i) => contact(i, 100)))
    assert.deepStrictEqual(
      (yield* readAll(small.reader, 1000)).map(({ length }) => length),
      [1000],
    )
    assert.isAtMost(small.reads.length, 11)
    const usual = readerOf(Array.from({ length: 101 }, (_, i) => contact(i, 100)))
    yield* makePageReader(usual.reader)(org, { filter: {}, sort: "newest", after: null, limit: 100 })
    assert.lengthOf(usual.reads, 2)
  }),
)

it.effect("a page has little more than 4 MiB of JSON, also if JSON has six characters for each of a contact", () =>
  Effect.gen(function* () {
    const MIB = 1024 * 1024
    const escaped = "\u0001"
    const sizeOf = (contacts: ReadonlyArray<ListedContact>) => JSON.stringify(contacts).length
    for (const fields of [
      { metadata: { a: escaped.repeat(2700) }, customFieldValues: [{ a: escaped.repeat(2700) }] },
      { firstName: escaped.repeat(255), lastName: escaped.repeat(255), source: escaped.repeat(255) },
      { accountIds: Array.from({ length: 500 }, () => escaped.repeat(10)) },
    ]) {
      const of = (i: number) => ({ ...contact(i, 0), ...fields }) as unknown as ListedContact
      const { reader } = readerOf(Array.from({ length: 1000 }, (_, i) => of(i)))
      const page = yield* makePageReader(reader)(org, { filter: {}, sort: "newest", after: null, limit: 1000 })
      assert.isAbove(sizeOf(page.contacts), MIB)
      assert.isAtMost(sizeOf(page.contacts), 4 * MIB)
    }
  }),
)

it.effect("large contacts after small ones are not read all at once", () =>
  Effect.gen(function* () {
    const contacts = Array.from({ length: 1000 }, (_, i) => contact(i, i < 500 ? 10 : 32_000))
    const { reader, reads } = readerOf(contacts)
    yield* makePageReader(reader)(org, { filter: {}, sort: "newest", after: null, limit: 1000 })
    for (const read of reads) assert.isAtMost(read.length, 100)
    const { reader: heavy, reads: first } = readerOf(Array.from({ length: 100 }, (_, i) => contact(i, 600_000)))
    yield* makePageReader(heavy)(org, { filter: {}, sort: "newest", after: null, limit: 100 })
    assert.isAtMost(first[0]?.length ?? 0, 5)
  }),
)
