import { times } from "@bulk-contacts/test-support/times"
import { Cause, Exit, type Tracer } from "effect"
import fc from "fast-check"
import { assert, it } from "vitest"
import { startServer } from "./support/server.ts"

/** Marks, in any case, what must stay out of logs, metrics and traces. */
const person = "zyxperson"
const apiKey = "zyxkey-0123456789"

const server = await startServer({ traced: true })
server.store.seed({ id: "secretive", apiKeys: [apiKey], accounts: ["A1"], contactTypes: ["CT1"] })

const email = fc.nat({ max: 20 }).map((n) => `${person}${n}@example.com`)
const hidden = fc.oneof(email, fc.constant(person), fc.constant(apiKey))

const contact = fc.oneof(
  email,
  email.map((address) => `${person} ${person} <${address}>`),
  email.map((address) => JSON.stringify({ email: address, [person]: person })),
  hidden.map((text) => `${text}@`),
  fc.record(
    {
      email: hidden,
      firstName: hidden,
      lastName: hidden.map((text) => `${text}\u0000`),
      phoneNumber: hidden,
      avatarUrl: hidden.map((text) => `https://${text}`),
      accountIds: fc.oneof(fc.constant(["A1"]), hidden),
      contactType: fc.oneof(fc.constant("CT1"), hidden),
      metadata: hidden.map((text) => ({ [text]: text })),
      [person]: hidden,
    },
    { requiredKeys: [] },
  ),
)

const body = fc.oneof(
  fc.array(email, { maxLength: 3 }).map((contacts) => JSON.stringify({ contacts, contactType: "CT1" })),
  fc
    .record(
      {
        contacts: fc.array(contact, { maxLength: 3 }),
        accountIds: fc.array(hidden, { maxLength: 1 }),
        contactType: hidden,
        [apiKey]: hidden,
      },
      { requiredKeys: ["contacts"] },
    )
    .map((value) => JSON.stringify(value)),
  hidden.map((text) => `{"contacts":["${text}`),
)

const mostly = <A>(usual: A, other: fc.Arbitrary<A>) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 4 }, { arbitrary: other, weight: 1 })

const requests = fc.record({
  method: mostly("POST", fc.constantFrom("GET", "PUT", "PROPFIND", "OPTIONS")),
  path: mostly(
    "/v1/accounts/contacts/bulk",
    hidden.map((text) => `/v1/accounts/contacts/${text}`),
  ),
  query: mostly(
    "",
    fc.oneof(
      hidden.map((text) => `?dryRun=${text}`),
      hidden.map((text) => `?${text}=${text}`),
    ),
  ),
  key: mostly(
    apiKey,
    hidden.map((text) => `${text}?`),
  ),
  headers: mostly<Record<string, string>>(
    {},
    fc
      .constantFrom(
        ...["content-type", "content-encoding", "user-agent", "prefer", "idempotency-key", "traceparent", "referer"],
      )
      .chain((name) => hidden.map((text) => ({ [name]: text }))),
  ),
  body,
})

/** At least one request for each of the statuses. */
const examples: ReadonlyArray<{ body: string; key?: string; path?: string; method?: string }> = [
  { body: `{"contacts":["${person}@example.com"],"contactType":"CT1"}` },
  { body: `{"contacts":["${person}@example.com"],"contactType":"CT1"}` },
  { body: `{"contacts":["${person}"]}` },
  { body: "{}", key: `${apiKey}?` },
  { body: "{}", path: `/v1/accounts/contacts/${person}` },
  { body: "{}", method: "PUT" },
]

const textOf = (span: Tracer.NativeSpan): string => {
  const failure =
    span.status._tag === "Ended" && Exit.isFailure(span.status.exit)
      ? Cause.prettyErrors(span.status.exit.cause, { includeCauseInStack: true }).map(({ stack }) => stack)
      : []
  return JSON.stringify([span.name, [...span.attributes], span.events, failure], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  )
}

const statuses = new Set<number>()

it("never writes an email or a key to logs, metrics or traces", async () => {
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, query, key, headers, body }) => {
      const { status } = await fetch(`${server.origin}${path}${query}`, {
        method,
        headers: { "content-type": "application/json", ...headers, "x-api-key": key },
        ...(method !== "GET" && { body }),
      })
      statuses.add(status)
      const metrics = await (await fetch(`${server.origin}/metrics`)).text()
      for (const said of [...server.log.splice(0), ...server.spans.splice(0).map(textOf), metrics]) {
        assert.notMatch(said, /zyx/i)
      }
    }),
    {
      numRuns: times(50, 2000),
      examples: examples.map((example) => [
        { method: "POST", path: "/v1/accounts/contacts/bulk", query: "", key: apiKey, headers: {}, ...example },
      ]),
    },
  )
  // Requests succeeded, were rejected, and found no route.
  assert.includeMembers([...statuses], [200, 201, 400, 401, 404, 405])
})
