import type {
  AccountId,
  Contact,
  ContactTypeId,
  EmailAddress,
  IdempotencyRecord,
  Import,
  ImportId,
  NewImport,
  OrganizationId,
} from "@bulk-contacts/core"

/** The data of one organization, without soft-deleted accounts and contact types. */
export interface OrganizationState {
  readonly accounts: Set<AccountId>
  readonly contactTypes: Set<ContactTypeId>
  defaultContactType: ContactTypeId | null
  /** The committed contacts in the order of creation, including soft-deleted ones. */
  readonly contacts: Array<Contact>
  /** The active contact of each email. The current transaction writes here directly, and undoes what it does not commit. */
  readonly owners: Map<EmailAddress, Contact>
  /** The current transaction writes here as it writes to `owners`. */
  readonly imports: Map<ImportId, StoredImport>
}

export type StoredImport = Import & NewImport

export interface State {
  readonly organizations: Map<OrganizationId, OrganizationState>
  readonly apiKeys: Map<string, OrganizationId>
  readonly records: Map<string, IdempotencyRecord>
}

export const recordKey = (organizationId: OrganizationId, key: string): string => JSON.stringify([organizationId, key])

export const makeState = (): State => ({ organizations: new Map(), apiKeys: new Map(), records: new Map() })

export const makeOrganization = (): OrganizationState => ({
  accounts: new Set(),
  contactTypes: new Set(),
  defaultContactType: null,
  contacts: [],
  owners: new Map(),
  imports: new Map(),
})

/** The state of an organization. Throws if it does not exist, as a foreign key would. */
export const organizationState = (state: State, id: OrganizationId): OrganizationState => {
  const organization = state.organizations.get(id)
  if (organization === undefined) throw new Error(`The organization ${id} does not exist`)
  return organization
}
