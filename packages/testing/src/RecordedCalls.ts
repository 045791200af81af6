import { inspect } from "node:util"
import { Cause, Context, Effect, Exit, Predicate } from "effect"

/** A call of a port or of the fixture. */
interface Call {
  readonly name: string
  readonly args: ReadonlyArray<unknown>
  exit?: Exit.Exit<unknown, unknown>
}

const REMEMBERED = 6

/** The last calls of a store, which the message of a test that fails shows: what was asked for, and what came of it. */
export class RecordedCalls {
  #calls: ReadonlyArray<Call> = []

  forget(): void {
    this.#calls = []
  }

  /** The effect of a call, which is remembered when it begins. */
  record<A, E, R>(name: string, args: ReadonlyArray<unknown>, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.suspend(() => {
      const call: Call = { name, args }
      this.#calls = [...this.#calls, call].slice(-REMEMBERED)
      return Effect.onExit(effect, (exit) =>
        Effect.sync(() => {
          call.exit = exit
        }),
      )
    })
  }

  /** One line for each call, in the order in which they began. Empty if there was none. */
  describe(): string {
    return this.#calls
      .map(({ name, args, exit }) => `  ${name}(${args.map(describeValue).join(", ")}) ${describeExit(exit)}`)
      .join("\n")
  }
}

/** The calls of the test that runs. */
export const CurrentCalls = Context.Reference("@bulk-contacts/testing/CurrentCalls", {
  defaultValue: () => new RecordedCalls(),
})

/** Runs an effect of a test. If it fails, its errors say which calls of the store came before. */
export const explain = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(CurrentCalls, (calls) => {
    calls.forget()
    return effect.pipe(
      Effect.tapCause((cause) => Effect.sync(() => addToErrors(cause, calls.describe()))),
      // An error of a property comes from its counterexample, not from what ran last.
      Effect.ensuring(Effect.sync(() => calls.forget())),
    )
  })

const addToErrors = (cause: Cause.Cause<unknown>, calls: string): void => {
  if (calls === "") return
  for (const reason of cause.reasons) {
    const error = Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined
    if (isError(error)) addToMessage(error, `\n\nThe last calls of the store:\n${calls}\n`)
  }
}

/** Also one of another realm: Jest has classes of its own for each test file. */
const isError = (value: unknown): value is Error =>
  Predicate.hasProperty(value, "message") && Predicate.isString(value.message)

/** Runners show the message, the stack, or both. */
const addToMessage = (error: Error, text: string): void => {
  const { message, stack } = error
  Object.defineProperty(error, "message", { value: message + text, configurable: true, writable: true })
  if (stack?.includes(message)) error.stack = stack.replace(message, () => message + text)
}

const describeValue = (value: unknown): string => {
  if (Effect.isEffect(value)) return "…"
  const limits = { depth: 4, maxArrayLength: 3, maxStringLength: 100 }
  const text = inspect(value, { ...limits, breakLength: Number.POSITIVE_INFINITY, compact: true })
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}

const describeExit = (exit: Exit.Exit<unknown, unknown> | undefined): string => {
  if (exit === undefined) return "has not returned"
  if (Exit.isSuccess(exit)) return `returned ${describeValue(exit.value)}`
  return Cause.hasInterruptsOnly(exit.cause) ? "was interrupted" : `failed: ${Cause.squash(exit.cause)}`
}
