/** An organization, as a list shows it. */
export interface ListedOrganization {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
}

/** An account, as a list shows it. */
export interface ListedAccount extends ListedOrganization {
  /** When it was closed; null if it is open. */
  readonly closedAt: Date | null
}

/** A contact type, as a list shows it. */
export interface ListedContactType extends ListedAccount {
  readonly isDefault: boolean
}

/** An API key, as a list shows it: neither the key nor its hash. */
export interface ListedApiKey {
  /** Null for a key without a name. */
  readonly name: string | null
  /** The first characters, by which `revokeApiKey` takes the key. */
  readonly prefix: string
  readonly createdAt: Date
  /** Accurate to five minutes; null if it was never used. */
  readonly lastUsedAt: Date | null
  /** Null if it is active. */
  readonly revokedAt: Date | null
}
