import type { OrganizationSeed } from "@bulk-contacts/adapter-memory"
import { Administration } from "@bulk-contacts/adapter-pg"
import { AccountId, ContactTypeId, OrganizationId, UnitOfWork } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

export const DEMO_API_KEY = "demo-api-key"

/** Two organizations to try the server with. The second one shows the isolation. */
export const demoOrganizations: ReadonlyArray<Required<OrganizationSeed>> = [
  {
    id: "demo",
    apiKeys: [DEMO_API_KEY],
    accounts: ["A123", "A456"],
    contactTypes: ["CT123", "CT456"],
    defaultContactType: "CT123",
  },
  {
    id: "demo-2",
    apiKeys: ["demo-api-key-2"],
    accounts: ["B123"],
    contactTypes: ["CT900"],
    defaultContactType: "CT900",
  },
]

/** Creates the demo organizations, all or none, in a database that has no organization. */
export const seedDemo = Effect.gen(function* () {
  const administration = yield* Administration
  const { atomically } = yield* UnitOfWork
  if (!(yield* administration.isEmpty)) return
  yield* atomically(Effect.forEach(demoOrganizations, createOrganization, { discard: true }))
})

const createOrganization = Effect.fnUntraced(function* (organization: Required<OrganizationSeed>) {
  const administration = yield* Administration
  const organizationId = OrganizationId.make(organization.id)
  yield* administration.createOrganization({ id: organizationId, name: organization.id })
  for (const key of organization.apiKeys) yield* administration.addApiKey(organizationId, Redacted.make(key))
  for (const id of organization.accounts) {
    yield* administration.createAccount({ organizationId, id: AccountId.make(id), name: id })
  }
  for (const id of organization.contactTypes) {
    const isDefault = id === organization.defaultContactType
    yield* administration.createContactType({ organizationId, id: ContactTypeId.make(id), name: id, isDefault })
  }
})
