import { ContactReader, type ContactSort, InvalidPosition, type ListedContact } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Statements } from "../connection/Statements.ts"
import { readContactPage } from "../sql/contactPage.ts"

/**
 * How many rows are examined for a page. Nearly always the first number is enough; if few rows match, further ones are
 * examined, up to a bound. In the order of emails, each row is on another page of the table.
 */
const scansFor = (limit: number, sort: ContactSort): ReadonlyArray<number> => [
  2 * limit + 1000,
  10_000,
  sort === "newest" ? 100_000 : 20_000,
]

export const layerContactReader = Layer.effect(
  ContactReader,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return {
      page: Effect.fn("ContactReader.page")(function* (organizationId, query) {
        if (query.after !== null && !isPosition(query.after, query.sort)) return yield* new InvalidPosition()
        const contacts: Array<ListedContact> = []
        let after = query.after
        for (const scan of scansFor(query.limit, query.sort)) {
          const missing = query.limit - contacts.length
          // One more tells whether there is a next page.
          const rows = yield* run((database) =>
            readContactPage(database, organizationId, { ...query, after, limit: missing + 1 }, scan),
          )
          const found = rows.flatMap(({ id, end: _, ...values }) => (id === null ? [] : [{ id, ...values }]))
          contacts.push(...found.slice(0, missing))
          if (found.length > missing) return { contacts, next: contacts.at(-1)?.[keys[query.sort]] ?? null }
          after = rows[0]?.end ?? null
          if (after === null) break
        }
        return { contacts, next: after }
      }),
    }
  }),
)

const keys = { newest: "id", email: "email" } as const

const isPosition = (text: string, sort: ContactSort): boolean =>
  sort === "newest" ? uuid.test(text) : text.isWellFormed() && !text.includes("\0")

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
