import { assert, it } from "@effect/vitest"
import { Cause, Effect, Logger, Redacted } from "effect"
import { formatLine } from "../src/terminal/formatLine.ts"
import { escapeUnprintable } from "../src/terminal/printable.ts"

/** What `Logger.formatJson` makes of the same entry. */
const reference = Logger.map(Logger.formatJson, escapeUnprintable)

const circular: Record<string, unknown> = { name: "circular" }
circular["self"] = circular

const values: ReadonlyArray<unknown> = [
  "text\u202e\u0007",
  1.5,
  Number.NaN,
  true,
  null,
  undefined,
  12n,
  new Date(0),
  Redacted.make("secret"),
  { key: Redacted.make("secret") },
  [new Error("failed")],
  circular,
]

it.effect("a line of the log is what Effect makes of it, whatever is logged", () =>
  Effect.gen(function* () {
    const lines: Array<readonly [string, string]> = []
    const compare = Logger.make<unknown, void>((entry) => {
      lines.push([formatLine.log(entry), reference.log(entry)])
    })
    const log = (value: unknown) =>
      Effect.all([
        Effect.log(value),
        Effect.annotateLogs(Effect.log("annotated"), { value, requestId: "1" }),
        Effect.withLogSpan(Effect.logError("failed", value, Cause.die(value)), "span"),
      ])
    yield* Effect.provide(Effect.forEach(values, log), Logger.layer([compare]))
    assert.lengthOf(lines, 3 * values.length)
    for (const [line, expected] of lines) assert.strictEqual(line, expected)
    assert.notInclude(lines.flat().join("\n"), "secret")
  }),
)
