import { assert, it } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { BlockingSteps } from "../src/admission/BlockingSteps.ts"

const STEP = Duration.millis(30)
const MAX_WAIT = Duration.seconds(20)

it.effect(
  "steps run one after the other, with a pause as long as the step after each, and nothing goes on after the last",
  () =>
    Effect.gen(function* () {
      const steps = new BlockingSteps({ maxWaiting: 10 })
      const begun: Array<readonly [string, number]> = []
      const run = (tenant: string) =>
        Effect.acquireUseRelease(
          steps.take(tenant, MAX_WAIT),
          () =>
            steps.run(
              Effect.flatMap(Clock.currentTimeMillis, (now) => {
                begun.push([tenant, now])
                return Effect.sleep(STEP)
              }),
            ),
          () => Effect.sync(() => steps.release(tenant)),
        )
      const fibers = yield* Effect.forEach(["a", "a", "b"], (tenant) => Effect.forkChild(run(tenant)))
      for (let elapsed = 0; elapsed < 150; elapsed += 10) yield* TestClock.adjust(Duration.millis(10))
      assert.deepStrictEqual(begun, [
        ["a", 0],
        ["a", 60],
        ["b", 120],
      ])
      for (const fiber of fibers) yield* Fiber.join(fiber)

      // The request of the last step may have ended, and its timers with it: the next one needs none of them.
      yield* Effect.uninterruptible(steps.take("a", Duration.zero))
      steps.release("a")
    }),
)
