import type { Suite, SuiteOptions, TestRunner } from "@bulk-contacts/testing"
import type { Layer } from "effect"

/** How the tests of a suite ended, by name. */
export interface SuiteRun {
  readonly passed: ReadonlyArray<string>
  readonly skipped: ReadonlyArray<string>
  readonly failed: ReadonlyMap<string, Error>
}

/** Runs a suite, or its tests of the names `only`, on a store, in a test runner that only notes what happens. */
export const runSuite = async <S>(
  suite: Suite<S>,
  store: Layer.Layer<S, unknown>,
  { only, ...options }: Omit<SuiteOptions, "runner"> & { readonly only?: ReadonlyArray<string> } = {},
): Promise<SuiteRun> => {
  const tests: Array<readonly [name: string, test: () => Promise<void>]> = []
  const closes: Array<() => Promise<void>> = []
  const skipped: Array<string> = []
  const runner: TestRunner = {
    describe: (_, register) => register(),
    it: Object.assign((name: string, test: () => Promise<void>) => tests.push([name, test]), {
      skip: (name: string) => skipped.push(name),
    }),
    afterAll: (close) => closes.push(close),
  }
  suite("a store", store, { ...options, runner, runs: options.runs ?? 3 })
  const passed: Array<string> = []
  const failed = new Map<string, Error>()
  for (const [name, test] of tests) {
    if (only !== undefined && !only.includes(name)) continue
    await test().then(
      () => passed.push(name),
      (error) => failed.set(name, error),
    )
  }
  for (const close of closes) await close()
  return { passed, skipped, failed }
}
