import type { Accounts, Contacts, ContactTypes, IdempotencyRecords, UnitOfWork } from "@bulk-contacts/core"
import { Effect, type Layer, ManagedRuntime, type Scope } from "effect"
import type { StoreFixture } from "./StoreFixture.ts"
import type { TestRunner } from "./TestRunner.ts"

/**
 * The ports of a bulk create, and the fixture that arranges a store and reads it back. A store without idempotency
 * records adds `layerWithoutIdempotencyRecords`; then only `idempotencySuite` and `streamSuite` fail.
 */
export type Store = Accounts | Contacts | ContactTypes | IdempotencyRecords | UnitOfWork | StoreFixture

/** What a store may lack and still be useful. Each is required unless `tolerated` names it. */
export type Capability =
  /** Accounts and contact types that a unit of work has found cannot be deleted before it ends. */
  | "references stay"
  /** If a nested unit of work fails, its changes are undone even if the outer one succeeds. */
  | "nested rollback"

/** Where a suite runs, how thoroughly it tests a store, and what it tolerates. */
export interface SuiteOptions {
  /** The test runner: `import * as vitest from "vitest"`, and likewise `@jest/globals` or `bun:test`. */
  readonly runner: TestRunner
  /** The number of examples for each property. Default: 50. */
  readonly runs?: number
  /** The capabilities that the store lacks, each with the reason. Their tests are skipped and show it. */
  readonly tolerated?: { readonly [capability in Capability]?: string }
}

/** Registers a test that runs an effect with the store. */
export type EffectTest<S> = (name: string, test: () => Effect.Effect<unknown, unknown, S | Scope.Scope>) => void

/** Registers tests: `it.effect` runs an effect with the store. */
export interface StoreTests<S = Store> {
  readonly effect: EffectTest<S> & { readonly skip: EffectTest<S> }
}

export type Register<S> = (it: StoreTests<S>, options: Required<SuiteOptions>) => void

/** Tests of one topic, for any store. Call it in a test file. */
export interface Suite<S = Store> {
  (name: string, store: Layer.Layer<S, unknown>, options: SuiteOptions): void
  /** Registers the tests for a store whose layer is already built. */
  readonly register: Register<S>
}

/** Makes a suite whose tests are grouped under `topic`. */
export const makeSuite = <S = Store>(topic: string, register: Register<S>): Suite<S> =>
  suiteOf<S>((it, options) => options.runner.describe(topic, () => register(it, options)))

/** Joins suites into one that runs on one store. */
export const joinSuites = <S = Store>(...suites: ReadonlyArray<Suite<S>>): Suite<S> =>
  suiteOf<S>((it, options) => {
    for (const suite of suites) suite.register(it, options)
  })

/** For a test or a hook that hangs. The defaults of runners, 5 seconds, are too short for 10,000 contacts on a busy machine. */
const TIMEOUT_MS = 5 * 60 * 1000

const suiteOf = <S>(register: Register<S>): Suite<S> => {
  const suite = (name: string, store: Layer.Layer<S, unknown>, options: SuiteOptions): void => {
    const { describe, it, afterAll } = options.runner
    describe(name, () => {
      // Builds the store with the first test.
      const runtime = ManagedRuntime.make(store)
      const run = (test: Parameters<EffectTest<S>>[1]) => (): Promise<void> =>
        runtime.runPromise(Effect.asVoid(Effect.scoped(Effect.suspend(test))))
      afterAll(() => runtime.dispose(), TIMEOUT_MS)
      const effect: EffectTest<S> = (name, test) => {
        it(name, run(test), TIMEOUT_MS)
      }
      const skip: EffectTest<S> = (name, test) => {
        it.skip(name, run(test))
      }
      register(
        { effect: Object.assign(effect, { skip }) },
        { ...options, runs: options.runs ?? 50, tolerated: options.tolerated ?? {} },
      )
    })
  }
  return Object.assign(suite, { register })
}

/** `it.effect` for tests that need `capability`. If it is tolerated that it is missing, they are skipped with the reason. */
export const requiring = <S>(
  capability: Capability,
  it: StoreTests<S>,
  options: Required<SuiteOptions>,
): EffectTest<S> => {
  const reason = options.tolerated[capability]
  return reason === undefined ? it.effect : (name, test) => it.effect.skip(`${name} (tolerated: ${reason})`, test)
}
