import { Context } from "effect"

/** The value of `BulkCreatePolicy`. */
export interface BulkCreatePolicyShape {
  /** The most contacts that one request may have; it does not apply to streams. Default: 10,000. */
  readonly maxContacts: number
  /**
   * What to do with a request whose contacts all exist: succeed with `created` 0 (`skip`, the default) or fail with
   * `NoContactsToCreate` (`reject`).
   */
  readonly allDuplicates: "skip" | "reject"
}

/** What a service decides about its bulk creates. Override it with `Layer.succeed` or `Effect.provideService`. */
export const BulkCreatePolicy = Context.Reference<BulkCreatePolicyShape>("@bulk-contacts/core/BulkCreatePolicy", {
  defaultValue: () => ({ maxContacts: 10_000, allDuplicates: "skip" }),
})
