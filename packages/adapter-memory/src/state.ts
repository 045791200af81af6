import type {
  AccountId,
  Contact,
  ContactTypeId,
  EmailAddress,
  IdempotencyRecord,
  OrganizationId,
} from "@bulk-contacts/core"

/** What one organization has. Soft-deleted accounts and contact types are not in it; soft-deleted contacts are. */
export interface OrganizationState {
  readonly accounts: Set<AccountId>
  readonly contactTypes: Set<ContactTypeId>
  defaultContactType: ContactTypeId | null
  /** Those that are committed, in the order of creation. */
  readonly contacts: Array<Contact>
  /** The contact that owns each email. The transaction under way writes to it at once, and takes back what it does not commit. */
  readonly owners: Map<EmailAddress, Contact>
}

export interface State {
  readonly organizations: Map<OrganizationId, OrganizationState>
  readonly apiKeys: Map<string, OrganizationId>
  readonly records: Map<string, IdempotencyRecord>
}

export const recordKey = (organizationId: OrganizationId, key: string): string => JSON.stringify([organizationId, key])

export const emptyState = (): State => ({ organizations: new Map(), apiKeys: new Map(), records: new Map() })

export const emptyOrganization = (): OrganizationState => ({
  accounts: new Set(),
  contactTypes: new Set(),
  defaultContactType: null,
  contacts: [],
  owners: new Map(),
})

/** The organization's state; a defect where there is none, as a foreign key would have it. */
export const organizationState = (state: State, id: OrganizationId): OrganizationState => {
  const organization = state.organizations.get(id)
  if (organization === undefined) throw new Error(`No organization ${id}`)
  return organization
}
