/** Options of a bulk create. All of them can be combined. */
export interface BulkCreateOptions {
  /** Returns the same result and the same errors, but stores nothing. Default: false. */
  readonly dryRun?: boolean
  /** Adds the outcome of each contact to the result, for one more round trip to the store. Default: false. */
  readonly outcomes?: boolean
  /**
   * Leaves out contacts that are invalid or that name an account or contact type that does not exist, instead of rejecting
   * the request because of them; the result counts them and says what is wrong. Problems of the request itself still reject
   * it: its own properties, its defaults, and bytes that cannot be decoded. Default: false.
   */
  readonly lenient?: boolean
  /**
   * The country of phone numbers without a country code, as an ISO 3166-1 alpha-2 code (`DE`). Default: the policy's. Without
   * one, such numbers are rejected.
   */
  readonly defaultCountry?: string
  /**
   * Makes retries safe: of all requests of the organization with this key (1 to 255 characters), one is carried out and
   * the others get its result, for 24 hours. The key of a rejected or failed request can be used again. A dry run
   * neither stores nor replays a result.
   */
  readonly idempotencyKey?: string
  /**
   * Records the request under this name (1 to 255 characters), usually that of a file, so that it can be found and undone.
   * The result has the id of the import, and so have the contacts that it creates. A dry run records nothing. A store
   * without the port `Imports` rejects it.
   */
  readonly import?: string
}
