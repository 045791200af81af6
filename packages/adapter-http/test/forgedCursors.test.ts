import { Effect } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { encodeCursor } from "../src/paging/cursor.ts"
import { send, startServer } from "./support/server.ts"

const server = await startServer()

/** Lists a page after any position, as whoever knows how cursors are made can. */
const listAfter = async (path: string, scope: ReadonlyArray<string | null>, position: string) => {
  const cursor = await Effect.runPromise(encodeCursor(scope, position))
  return send(`${server.origin}${path}?cursor=${cursor}`, { headers: { "x-api-key": "key" } })
}

const imports = ["/v1/accounts/contacts/imports", ["imports", "org"]] as const
const contacts = ["/v1/accounts/contacts", ["contacts", "org", "newest", ...Array(7).fill(null)]] as const
const accounts = ["/v1/accounts", ["accounts", "org"]] as const
const contactTypes = ["/v1/contact-types", ["contactTypes", "org"]] as const

const id = "0190e7a4-4d0e-7b6e-8e53-0d5c6a1c2b3f"

describe.each([imports, contacts, accounts, contactTypes])("a forged cursor of %s", (path, scope) => {
  it("leads to its position", async () => {
    assert.strictEqual((await listAfter(path, scope, id)).status, 200)
  })

  it("is a 400 that names it if the position has a NUL", async () => {
    for (const position of ["\0", `${id}\0`, `A\0B`]) {
      const { status, body } = await listAfter(path, scope, position)
      assert.deepStrictEqual([status, body.details?.[0]?.field], [400, "cursor"])
    }
  })

  it("is never a 500", () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary-ascii", maxLength: 40 }), async (position) => {
        assert.include([200, 400], (await listAfter(path, scope, position)).status)
      }),
      { numRuns: 20 },
    ))
})

it.each(["", "A1", id.toUpperCase(), `${id} `, `${id}\n`, id.replaceAll("-", ""), id.slice(1), `{${id}}`])(
  "a cursor of imports whose position is %j instead of an id is a 400 that names it",
  async (position) => {
    const { status, body } = await listAfter(...imports, position)
    assert.deepStrictEqual([status, body.details?.[0]?.field], [400, "cursor"])
  },
)
