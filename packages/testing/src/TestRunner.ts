/**
 * The functions of a test runner that the suites call. Vitest, Jest and Bun export them under these names, so a namespace
 * import is a runner; `node:test` calls the hooks `before` and `after`.
 *
 * @example
 * ```ts
 * import { after, before, describe, it } from "node:test"
 * import type { TestRunner } from "@bulk-contacts/testing"
 *
 * export const runner: TestRunner = { describe, it, beforeAll: before, afterAll: after }
 * ```
 */
export interface TestRunner {
  readonly describe: (name: string, register: () => void) => unknown
  readonly it: {
    /** `timeout` is in milliseconds. */
    (name: string, test: () => Promise<void>, timeout?: number): unknown
    readonly skip: (name: string, test: () => Promise<void>) => unknown
  }
  readonly beforeAll: (prepare: () => Promise<void>, timeout?: number) => unknown
  readonly afterAll: (cleanUp: () => Promise<void>, timeout?: number) => unknown
}
