/** The contract of a bulk create, in as few lines as it takes: what the use case on any store is compared with. */
export interface Model {
  readonly emails: Set<string>
  readonly accounts: Set<string>
  readonly contactTypes: Set<string>
  defaultContactType: string | null
  /** Every id that there ever was: a deleted one does not come back. */
  readonly usedIds: Set<string>
  /** Of all contacts ever created, soft-deleted ones too. */
  stored: number
}

/** An organization with these, and no contacts. */
export const initialModel = (account: string, defaultContactType: string): Model => ({
  emails: new Set(),
  accounts: new Set([account]),
  contactTypes: new Set([defaultContactType]),
  defaultContactType,
  usedIds: new Set([account, defaultContactType]),
  stored: 0,
})

export interface ModelRequest {
  /** In the normalized form. */
  readonly emails: ReadonlyArray<string>
  readonly accountIds: ReadonlyArray<string>
  readonly contactType: string | null
}

/** What is answered to a request: the counts, or the message of the refusal. */
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
