/** A minimal model of a bulk create, with which the use case is compared on any store. */
export interface Model {
  readonly emails: Set<string>
  readonly accounts: Set<string>
  readonly contactTypes: Set<string>
  defaultContactType: string | null
  /** Every id ever used: a deleted id is not used again. */
  readonly usedIds: Set<string>
  /** The number of contacts ever created, including soft-deleted ones. */
  stored: number
}

/** An organization with one account, a default contact type, and no contacts. */
export const initialModel = (account: string, defaultContactType: string): Model => ({
  emails: new Set(),
  accounts: new Set([account]),
  contactTypes: new Set([defaultContactType]),
  defaultContactType,
  usedIds: new Set([account, defaultContactType]),
  stored: 0,
})

export interface ModelRequest {
  /** Normalized. */
  readonly emails: ReadonlyArray<string>
  readonly accountIds: ReadonlyArray<string>
  readonly contactType: string | null
}

/** The result of a request: the counts, or the message of the error. */
export const modelBulkCreate = (model: Model, { emails, accountIds, contactType }: ModelRequest) => {
  if (emails.length === 0) return "No contacts to create"
  if (!accountIds.every((id) => model.accounts.has(id))) return "Account not found"
  const type = contactType ?? model.defaultContactType
  if (type === null || !model.contactTypes.has(type)) return "Contact type not found"
  const fresh = new Set(emails.filter((email) => !model.emails.has(email)))
  for (const email of fresh) model.emails.add(email)
  model.stored += fresh.size
  return { total: emails.length, created: fresh.size, skipped: emails.length - fresh.size, replayed: false }
}
