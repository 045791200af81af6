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

/** What a store may lack and still be of use. Without being named in `tolerated`, each is required. */
export type Capability =
  /** What a unit of work has found to exist is not deleted before it ends. */
  | "references stay"
  /** A unit of work that fails inside another leaves nothing, though the outer one succeeds. */
  | "nested rollback"

/** How thoroughly a suite tries a store, and what it lets pass. */
export interface SuiteOptions {
  /** How many examples each property is tried with. Default: 50. */
  readonly runs?: number
  /** The capabilities that the store lacks, each with the reason. Their tests are skipped and say why. */
  readonly tolerated?: { readonly [capability in Capability]?: string }
}

/** How suites register their tests: `it.effect` runs an effect with the store. */
export type StoreTests<S = Store> = Vitest.MethodsNonLive<S>

export type Register<S> = (it: StoreTests<S>, options: Required<SuiteOptions>) => void

/** Tests of one topic, for any store. */
export interface Suite<S = Store> {
  (name: string, store: Layer.Layer<S, unknown>, options?: SuiteOptions): void
  /** Registers the tests where a store's layer is open already. */
  readonly register: Register<S>
}

/** A suite of which the tests have `topic` before their names. */
export const makeSuite = <S = Store>(topic: string, register: Register<S>): Suite<S> =>
  suiteOf<S>((it, options) => describe(topic, () => register(it, options)))

/** All of `suites` as one, on one store. */
export const joinSuites = <S = Store>(...suites: ReadonlyArray<Suite<S>>): Suite<S> =>
  suiteOf<S>((it, options) => {
    for (const suite of suites) suite.register(it, options)
  })

const suiteOf = <S>(register: Register<S>): Suite<S> => {
  const suite = (name: string, store: Layer.Layer<S, unknown>, options: SuiteOptions = {}): void =>
    // Stores have pools, time-outs and retries of their own: on a test clock they would stand still.
    layer(store, { excludeTestServices: true, timeout: "5 minutes" })(name, (it) =>
      register(it, { runs: options.runs ?? 50, tolerated: options.tolerated ?? {} }),
    )
  return Object.assign(suite, { register })
}

/** `it.effect` for tests of `capability`: they are skipped, with the reason, where it is tolerated that it is missing. */
export const requiring = <S>(
  capability: Capability,
  it: StoreTests<S>,
  options: Required<SuiteOptions>,
): StoreTests<S>["effect"]["skip"] => {
  const reason = options.tolerated[capability]
  return reason === undefined ? it.effect : (name, test) => it.effect.skip(`${name} (tolerated: ${reason})`, test)
}
