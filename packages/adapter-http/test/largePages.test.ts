import { ContactReader, FairShare, type ListedContact, LoopTurns, OrganizationId } from "@bulk-contacts/core"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Stream } from "effect"
import { HttpServerRequest } from "effect/http"
import { CurrentOrganization } from "../src/api/CurrentOrganization.ts"
import { exportContactsStream } from "../src/listing/exportContacts.ts"
import { listContactsPage } from "../src/listing/listContacts.ts"

const contacts = Array.from({ length: 50 }, (_, i) => ({ id: `${i}`, accountIds: [] }) as unknown as ListedContact)

const reader = ContactReader.of({
  page: (_, { after, limit }) =>
    Effect.sync(() => {
      const from = after === null ? 0 : Number(after)
      return {
        contacts: contacts.slice(from, from + limit),
        next: from + limit < contacts.length ? `${from + limit}` : null,
      }
    }),
})

/** The turns that an organization takes while it reads contacts each of which takes as long as a slice. */
const turnsOf = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  let now = 0
  const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), {
    currentTimeMillisUnsafe: () => (now += 5),
  })
  const turns = new FairShare({ capacity: 1, maxWaiting: 1 })
  const taken: Array<string> = []
  const take = turns.take.bind(turns)
  turns.take = (tenant, ...others) => {
    taken.push(tenant)
    return take(tenant, ...others)
  }
  yield* effect.pipe(
    Effect.provideService(Clock.Clock, clock),
    Effect.provideService(LoopTurns, turns),
    Effect.provideService(ContactReader, reader),
    Effect.provideService(CurrentOrganization, OrganizationId.make("acme")),
    Effect.provideService(
      HttpServerRequest.HttpServerRequest,
      HttpServerRequest.fromWeb(new Request("http://localhost/")),
    ),
  )
  return taken
})

describe("contacts that take long to write are written in turns", () => {
  it.effect("in a list", () =>
    Effect.gen(function* () {
      assert.include(yield* turnsOf(listContactsPage({ query: {} })), "acme")
    }),
  )

  it.effect("in an export, whose body is made outside of the request", () =>
    Effect.gen(function* () {
      let lines = ""
      const taken = yield* turnsOf(
        Effect.flatMap(exportContactsStream({ query: {} }), ({ body }) => {
          assert.strictEqual(body._tag, "Stream")
          const text = body._tag === "Stream" ? Stream.decodeText(body.stream) : Stream.empty
          return Stream.runForEach(text, (piece) => Effect.sync(() => (lines += piece))).pipe(
            Effect.provideService(LoopTurns, null),
          )
        }),
      )
      assert.include(taken, "acme")
      assert.strictEqual(lines.split("\n").length - 1, contacts.length)
    }),
  )
})
