import { StoreFailure } from "@bulk-contacts/core"
import { Exit, Option, type Tracer } from "effect"
import { assert, describe, it } from "vitest"
import { post, startServer } from "./support/server.ts"

const server = await startServer({ traced: true })
const traceId = "0af7651916cd43dd8448eb211c80319c"
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

/** The spans that began while `act` ran, each with the name of its parent. */
const spansOf = async ({ spans }: { spans: Array<Tracer.NativeSpan> }, act: () => Promise<unknown>) => {
  const from = spans.length
  await act()
  return spans.slice(from)
}

const tree = (spans: ReadonlyArray<Tracer.NativeSpan>) =>
  spans.map(({ name, parent }) => {
    const above = spans.find(({ spanId }) => Option.isSome(parent) && spanId === parent.value.spanId)
    return above === undefined ? name : `${above.name} > ${name}`
  })

const failed = ({ status }: Tracer.NativeSpan): boolean => status._tag === "Ended" && Exit.isFailure(status.exit)

describe("the spans of a bulk create", () => {
  it("are one per step, with counts", async () => {
    const contacts = ["a@example.com", { email: "b@example.com", accountIds: ["A2"] }, "A@example.com"]
    const prefer = { prefer: "return=representation" }
    const spans = await spansOf(server, () => post(server, { contacts, accountIds: ["A1"] }, prefer))
    assert.deepStrictEqual(tree(spans), [
      "POST /v1/accounts/contacts/bulk",
      "POST /v1/accounts/contacts/bulk > bulkCreateContacts",
      "bulkCreateContacts > normalizeRequest",
      "bulkCreateContacts > resolveReferences",
      "bulkCreateContacts > planContacts",
      "bulkCreateContacts > insertStaged",
    ])
    const attributes = spans.map((span) => Object.fromEntries(span.attributes))
    assert.deepStrictEqual(attributes, [
      {
        "http.request.method": "POST",
        "http.route": "/v1/accounts/contacts/bulk",
        "http.response.status_code": 201,
        organizationId: "org",
        total: 3,
        created: 2,
        skipped: 1,
      },
      {},
      { contacts: 3 },
      { accounts: 2, contactTypes: 0 },
      {},
      { total: 3, created: 2 },
    ])
    assert.isTrue(spans.every(({ status }) => status._tag === "Ended"))
  })

  it("are the same in a dry run", async () => {
    const spans = await spansOf(server, () => post(server, { contacts: ["c@example.com"] }, {}, "?dryRun=true"))
    assert.include(tree(spans), "bulkCreateContacts > insertStaged")
  })
})

it("continues the client's trace, and ignores a malformed one", async () => {
  const [request] = await spansOf(server, () => post(server, { contacts: [] }, { traceparent }))
  assert.strictEqual(request?.traceId, traceId)
  assert.strictEqual(request && Option.getOrThrow(request.parent).spanId, "b7ad6b7169203331")
  const [other] = await spansOf(server, () => post(server, { contacts: [] }, { traceparent: "00-0-0-01" }))
  assert.isTrue(other && Option.isNone(other.parent))
})

it("adds the ids of trace and span to the request's log lines", async () => {
  const from = server.log.length
  const [request] = await spansOf(server, () => post(server, { contacts: [] }, { traceparent }))
  const { annotations } = JSON.parse(server.log[from] ?? "")
  assert.deepInclude(annotations, { traceId, spanId: request?.spanId })
})

it("adds no ids to the log without traces", async () => {
  const untraced = await startServer()
  await post(untraced, { contacts: [] }, { traceparent })
  assert.lengthOf(untraced.log, 1)
  assert.notInclude(untraced.log[0], traceId)
  assert.notInclude(untraced.log[0], "traceId")
})

it("omits the probes of monitoring systems", async () => {
  const ask = async () => {
    for (const path of ["/metrics", "/health/live", "/health/ready"]) await fetch(`${server.origin}${path}`)
  }
  assert.deepStrictEqual(tree(await spansOf(server, ask)), [])
})

it("marks the span as failed if the server failed, but not if the request was rejected", async () => {
  const unavailable = await startServer({
    traced: true,
    storeFails: new StoreFailure({ retryable: true, cause: new Error("gone") }),
  })
  const [refused] = await spansOf(server, () => post(server, { contacts: ["no address"] }))
  const [failure] = await spansOf(unavailable, () => post(unavailable, { contacts: ["a@example.com"] }))
  assert.isFalse(refused && failed(refused))
  assert.isTrue(failure && failed(failure))
})
