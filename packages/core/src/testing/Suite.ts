import { describe, layer, type Vitest } from "@effect/vitest"
import type { Layer } from "effect"
import type { Accounts } from "../ports/Accounts.ts"
import type { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import type { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { StoreFixture } from "./StoreFixture.ts"

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

/** How thoroughly a suite tests a store, and what it tolerates. */
export interface SuiteOptions {
  /** The number of examples for each property. Default: 50. */
  readonly runs?: number
  /** The capabilities that the store lacks, each with the reason. Their tests are skipped and show it. */
  readonly tolerated?: { readonly [capability in Capability]?: string }
}

/** Registers tests: `it.effect` runs an effect with the store. */
export type StoreTests<S = Store> = Vitest.MethodsNonLive<S>

export type Register<S> = (it: StoreTests<S>, options: Required<SuiteOptions>) => void

/** Tests of one topic, for any store. Call it in a Vitest file. */
export interface Suite<S = Store> {
  (name: string, store: Layer.Layer<S, unknown>, options?: SuiteOptions): void
  /** Registers the tests for a store whose layer is already built. */
  readonly register: Register<S>
}

/** Makes a suite whose tests are grouped under `topic`. */
export const makeSuite = <S = Store>(topic: string, register: Register<S>): Suite<S> =>
  suiteOf<S>((it, options) => describe(topic, () => register(it, options)))

/** Joins suites into one that runs on one store. */
export const joinSuites = <S = Store>(...suites: ReadonlyArray<Suite<S>>): Suite<S> =>
  suiteOf<S>((it, options) => {
    for (const suite of suites) suite.register(it, options)
  })

const suiteOf = <S>(register: Register<S>): Suite<S> => {
  const suite = (name: string, store: Layer.Layer<S, unknown>, options: SuiteOptions = {}): void =>
    // Stores have pools, timeouts and retries, which would never proceed on a test clock.
    layer(store, { excludeTestServices: true, timeout: "5 minutes" })(name, (it) =>
      register(it, { runs: options.runs ?? 50, tolerated: options.tolerated ?? {} }),
    )
  return Object.assign(suite, { register })
}

/** `it.effect` for tests that need `capability`. If it is tolerated that it is missing, they are skipped with the reason. */
export const requiring = <S>(
  capability: Capability,
  it: StoreTests<S>,
  options: Required<SuiteOptions>,
): StoreTests<S>["effect"]["skip"] => {
  const reason = options.tolerated[capability]
  return reason === undefined ? it.effect : (name, test) => it.effect.skip(`${name} (tolerated: ${reason})`, test)
}
