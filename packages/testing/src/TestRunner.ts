/**
 * The functions of a test runner that the suites call. Vitest, Jest and Bun export them under these names, so their
 * namespace is a runner. For `node:test` it is `{ describe, it, afterAll: (close) => after(close) }`.
 */
export interface TestRunner {
  /** Groups the tests that `register` registers. */
  readonly describe: (name: string, register: () => void) => unknown
  /** Registers a test. `timeout` is in milliseconds. `skip` registers one that is not run. */
  readonly it: ((name: string, test: () => Promise<void>, timeout?: number) => unknown) & {
    /** Registers a test that is not run. */
    readonly skip: (name: string, test: () => Promise<void>) => unknown
  }
  /** Registers what runs after the tests of the group. `timeout` is in milliseconds. */
  readonly afterAll: (close: () => Promise<void>, timeout?: number) => unknown
}
