import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import fc from "fast-check"
import { InvalidParameters } from "../src/api/InvalidParameters.ts"
import { pageOf, pageParameters } from "../src/api/page.ts"
import { parameter } from "../src/api/parameter.ts"
import { QueryParameters } from "../src/api/QueryParameters.ts"
import { layerInvalidParameters } from "../src/middleware/layerInvalidParameters.ts"
import { layerQueryParameters } from "../src/middleware/layerQueryParameters.ts"
import { readLimit } from "../src/paging/readLimit.ts"
import { readQuery } from "../src/query/readQuery.ts"

const list = HttpApiEndpoint.get("list", "/list", {
  query: { ...pageParameters, email: parameter("Any text"), source: parameter("Any text") },
  success: pageOf("items", Schema.String),
}).annotate(HttpApi.QueryParseOptions, { onExcessProperty: "error", errors: "all" })

const api = HttpApi.make("test").add(
  HttpApiGroup.make("lists").add(list).middleware(InvalidParameters).middleware(QueryParameters),
)

/** Responds with the parameters as they were understood. */
const handlers = HttpApiBuilder.group(api, "lists", (handlers) =>
  handlers.handle("list", ({ query }) =>
    Effect.succeed({ items: [query.email ?? "", query.source ?? "", String(readLimit(query))] }),
  ),
)

const { handler } = HttpRouter.toWebHandler(
  HttpApiBuilder.layer(api).pipe(
    Layer.provide(handlers),
    Layer.provide([layerInvalidParameters, layerQueryParameters]),
    Layer.provide(HttpServer.layerServices),
  ),
  { disableLogger: true },
)

const get = async (query: string) => {
  const response = await handler(new Request(`http://localhost/list${query}`))
  return { status: response.status, body: (await response.json()) as any }
}

const problemsOf = async (query: string): Promise<ReadonlyArray<readonly [field: string, code: string]>> => {
  const { status, body } = await get(query)
  assert.strictEqual(status, 400)
  return body.details.map(({ field, code }: { field: string; code: string }) => [field, code])
}

describe("query parameters", () => {
  it("are understood as a form encodes them, but a plus in an address is a plus", async () => {
    const { body } = await get("?email=ada+x@example.com&source=a+b%2Bc&limit=7")
    assert.deepStrictEqual(body, { items: ["ada+x@example.com", "a b+c", "7"] })
    assert.deepStrictEqual((await get("")).body, { items: ["", "", "100"] })
  })

  it("name every one that is unknown, empty or repeated", async () => {
    assert.deepStrictEqual(await problemsOf("?e-mail=x&email=&source=a&source=a&Limit=5"), [
      ["e-mail", "unknown_property"],
      ["Limit", "unknown_property"],
      ["email", "invalid_value"],
      ["source", "invalid_value"],
    ])
    const { body } = await get("?source=a&source=a")
    assert.strictEqual(body.details[0].message, "must be given once")
  })

  it("name every one that cannot be decoded", async () => {
    assert.deepStrictEqual(await problemsOf("?email=%ZZ&source=%FF&%E4=1"), [
      ["email", "invalid_encoding"],
      ["source", "invalid_encoding"],
      ["%E4", "invalid_encoding"],
    ])
  })

  it.each(["0", "-1", "1.5", "1001", "1e2", "+5", "x", "%20"])(
    "reject a limit of %s, with the limits",
    async (limit) => {
      const { status, body } = await get(`?limit=${limit}`)
      assert.strictEqual(status, 400)
      assert.deepStrictEqual(body.details, [
        { field: "limit", code: "invalid_value", message: "must be a whole number from 1 to 1000" },
      ])
    },
  )
})

describe("readQuery", () => {
  const text = fc.string({ unit: "grapheme" })

  it("reads what URLSearchParams writes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const { parameters, unreadable } = readQuery(`/path?${new URLSearchParams(pairs)}`, new Set())
        assert.deepStrictEqual(unreadable, [])
        const names = [...new Set(pairs.map(([name]) => name))]
        assert.sameMembers(Object.keys(parameters), names)
        for (const name of names) {
          const values = pairs.flatMap((pair) => (pair[0] === name ? [pair[1]] : []))
          assert.deepStrictEqual([parameters[name]].flat(), values)
        }
      }),
    )
  })
})
