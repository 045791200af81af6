import { Context } from "effect"

/** The decisions of `BulkCreatePolicy`. */
export interface BulkCreatePolicyShape {
  /** How many contacts one request may have. */
  readonly maxContacts: number
  /** What becomes of a request of which every contact exists: it is answered with `created` 0, or refused. */
  readonly allDuplicates: "skip" | "reject"
}

/** What a service decides about its bulk creates. Set it with `Layer.succeed` or `Effect.provideService`. */
export const BulkCreatePolicy = Context.Reference<BulkCreatePolicyShape>("@bulk-contacts/core/BulkCreatePolicy", {
  defaultValue: () => ({ maxContacts: 10_000, allDuplicates: "skip" }),
})
