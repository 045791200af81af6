import { bulkCreateContacts, Contacts, EmailAddress } from "@bulk-contacts/core"
import { assert, layer } from "@effect/vitest"
import { Cause, Effect, Exit, Logger, Tracer } from "effect"
import { contactOf, createOrganization } from "./support/organization.ts"
import { layerPostgres } from "./support/stores.ts"

const textOf = ({ name, attributes, status, events }: Tracer.NativeSpan): string => {
  const failure =
    status._tag === "Ended" && Exit.isFailure(status.exit)
      ? Cause.prettyErrors(status.exit.cause, { includeCauseInStack: true }).map(({ stack }) => stack)
      : []
  return [name, ...[...attributes].flat(), ...events.flat(), ...failure].map(String).join("\n")
}

/** The spans of an effect and of all that it calls, and the log lines about its failure. */
const observed = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const spans: Array<Tracer.NativeSpan> = []
  const lines: Array<string> = []
  const tracer: Tracer.Tracer = {
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    },
  }
  yield* effect.pipe(
    Effect.tapCause((cause) => Effect.logError("It failed", cause)),
    Effect.exit,
    Effect.provideService(Tracer.Tracer, tracer),
    Effect.provide(Logger.layer([Logger.map(Logger.formatJson, (line) => lines.push(line))])),
  )
  return { spans: spans.map(textOf), lines }
})

layer(layerPostgres, { excludeTestServices: true })("Spans and logs contain no values of a statement", (it) => {
  it.effect("that succeeds", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const contacts = [{ email: "secretive@example.com", firstName: "secretive" }]
      const { spans } = yield* observed(bulkCreateContacts(id, { contacts }, { outcomes: true }))
      assert.isTrue(spans.some((text) => text.includes("insert into contacts")))
      assert.notInclude(spans.join("\n"), "secretive")
    }),
  )

  it.effect("that the database rejects with an error that quotes the row", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const tooLong = {
        ...contactOf("ada@example.com"),
        email: EmailAddress.make(`${"secretive".repeat(30)}@example.com`),
      }
      const { spans, lines } = yield* observed((yield* Contacts).insertNew(id, [tooLong]))
      assert.include(spans.join("\n"), "contacts_email_check")
      assert.include(lines.join("\n"), "contacts_email_check")
      assert.notInclude([...spans, ...lines].join("\n"), "secretive")
    }),
  )
})
