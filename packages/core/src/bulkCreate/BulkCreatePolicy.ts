import * as Context from "effect/Context"

/** The value of `BulkCreatePolicy`. */
export interface BulkCreatePolicyShape {
  /** The most contacts that one request may have; it does not apply to streams. Default: 10,000. */
  readonly maxContacts: number
  /**
   * What to do with a request whose contacts all exist: succeed with `created` 0 (`skip`, the default) or fail with
   * `NoContactsToCreate` (`reject`).
   */
  readonly allDuplicates: "skip" | "reject"
  /**
   * The country of phone numbers without a country code, as an ISO 3166-1 alpha-2 code (`DE`), unless a request names
   * another one. Without one, such numbers are rejected.
   */
  readonly defaultCountry?: string | null
}

/** What a service decides about its bulk creates. Override it with `Layer.succeed` or `Effect.provideService`. */
export const BulkCreatePolicy = Context.Reference<BulkCreatePolicyShape>("@bulk-contacts/core/BulkCreatePolicy", {
  defaultValue: () => ({ maxContacts: 10_000, allDuplicates: "skip" }),
})
