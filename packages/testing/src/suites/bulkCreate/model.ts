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
  /** By idempotency key. */
  readonly records: Map<string, { readonly request: string; readonly counts: ModelCounts }>
}

/** An organization with one account, a default contact type, and no contacts. */
export const initialModel = (account: string, defaultContactType: string): Model => ({
  emails: new Set(),
  accounts: new Set([account]),
  contactTypes: new Set([defaultContactType]),
  defaultContactType,
  usedIds: new Set([account, defaultContactType]),
  stored: 0,
  records: new Map(),
})

interface ModelContact {
  /** Normalized; null if the contact is invalid. */
  readonly email: string | null
  /** An account that it names itself. */
  readonly accountId: string | null
}

export interface ModelRequest {
  readonly contacts: ReadonlyArray<ModelContact>
  readonly accountIds: ReadonlyArray<string>
  readonly contactType: string | null
  readonly lenient: boolean
  readonly idempotencyKey: string | undefined
}

interface ModelCounts {
  readonly total: number
  readonly created: number
  readonly skipped: number
  readonly invalid?: number
}

/** The result of a request: the counts, or the tag of the error. */
export const modelBulkCreate = (model: Model, request: ModelRequest) => {
  const { contacts, lenient, idempotencyKey: key } = request
  const content = JSON.stringify(request)
  if (!lenient && contacts.some(({ email }) => email === null)) return "InvalidRequest"
  if (contacts.length === 0) return "NoContactsToCreate"
  const record = key === undefined ? undefined : model.records.get(key)
  if (record !== undefined) {
    return record.request === content ? { ...record.counts, replayed: true } : "IdempotencyKeyReused"
  }
  const counts = carryOut(model, request)
  if (typeof counts === "string") return counts
  if (key !== undefined) model.records.set(key, { request: content, counts })
  return { ...counts, replayed: false }
}

const carryOut = (model: Model, { contacts, accountIds, contactType, lenient }: ModelRequest): ModelCounts | string => {
  const exists = (id: string | null) => id === null || model.accounts.has(id)
  if (!accountIds.every(exists) || (contactType !== null && !model.contactTypes.has(contactType))) {
    return "ReferenceNotFound"
  }
  const hasType = (contactType ?? model.defaultContactType) !== null
  const valid = contacts.filter(({ email, accountId }) => email !== null && exists(accountId) && hasType)
  if (!lenient && valid.length < contacts.length) return "ReferenceNotFound"
  const fresh = new Set(valid.flatMap(({ email }) => (email === null || model.emails.has(email) ? [] : [email])))
  for (const email of fresh) model.emails.add(email)
  model.stored += fresh.size
  return {
    total: contacts.length,
    created: fresh.size,
    skipped: valid.length - fresh.size,
    ...(lenient && { invalid: contacts.length - valid.length }),
  }
}
