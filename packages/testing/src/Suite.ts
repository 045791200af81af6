import type { Accounts, Contacts, ContactTypes, IdempotencyRecords, UnitOfWork } from "@bulk-contacts/core"
import { Effect, flow, Layer, ManagedRuntime, type Scope } from "effect"
import { limitTime } from "./limitTime.ts"
import { explain } from "./RecordedCalls.ts"
import { recordPorts } from "./recordPorts.ts"
import type { StoreFixture } from "./StoreFixture.ts"
import { simulateContactTypes } from "./simulateContactTypes.ts"
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
  /**
   * Contact types can be created and deleted. Without it, the store has one, which is the default of every organization;
   * whatever the contact type of a contact is, that one is stored. The fixture's functions for contact types are not
   * called: the suites simulate contact types, and test everything else as on any store.
   */
  | "contact types"

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

/** The runner's own limit, 5 seconds, is too short for 10,000 contacts on a busy machine. Ours comes first, and says more. */
const TIMEOUT_MS = 6 * 60 * 1000

const suiteOf = <S>(register: Register<S>): Suite<S> => {
  const suite = (name: string, store: Layer.Layer<S, unknown>, options: SuiteOptions): void => {
    const { describe, it, afterAll } = options.runner
    describe(name, () => {
      const tolerated = options.tolerated ?? {}
      // Builds the store with the first test.
      const runtime = ManagedRuntime.make(preparedStore(store, tolerated))
      const run = (test: Parameters<EffectTest<S>>[1]) => (): Promise<void> =>
        runtime.runPromise(Effect.suspend(test).pipe(limitTime("5 minutes"), Effect.scoped, explain, Effect.asVoid))
      afterAll(() => runtime.dispose(), TIMEOUT_MS)
      const effect: EffectTest<S> = (name, test) => {
        it(name, run(test), TIMEOUT_MS)
      }
      const skip: EffectTest<S> = (name, test) => {
        it.skip(name, run(test))
      }
      register({ effect: Object.assign(effect, { skip }) }, { ...options, runs: options.runs ?? 50, tolerated })
    })
  }
  return Object.assign(suite, { register })
}

const preparedStore = <S>(
  store: Layer.Layer<S, unknown>,
  tolerated: Required<SuiteOptions>["tolerated"],
): Layer.Layer<S, unknown> => {
  const prepare = tolerated["contact types"] === undefined ? recordPorts<S> : flow(simulateContactTypes<S>, recordPorts)
  return Layer.effectContext(Effect.map(Layer.build(store), prepare))
}

/** `it.effect` for tests that need `capabilities`. If one may be missing, they are skipped with the reason. */
export const requiring = <S>(
  capabilities: ReadonlyArray<Capability>,
  it: StoreTests<S>,
  options: Required<SuiteOptions>,
): EffectTest<S> => {
  const reason = capabilities.map((capability) => options.tolerated[capability]).find((reason) => reason !== undefined)
  return reason === undefined ? it.effect : (name, test) => it.effect.skip(`${name} (tolerated: ${reason})`, test)
}
