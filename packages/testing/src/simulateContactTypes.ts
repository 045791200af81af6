import {
  type ContactId,
  Contacts,
  type ContactTypeId,
  ContactTypes,
  makeMemoryStagedContacts,
  type OrganizationId,
  StagedContacts,
} from "@bulk-contacts/core"
import { Context, Effect, Option } from "effect"
import { StoreFixture } from "./StoreFixture.ts"

interface Types {
  readonly ids: Set<ContactTypeId>
  default: ContactTypeId | undefined
}

/**
 * A store whose only contact type is a constant, as one that has the contact types of the suites: these are simulated,
 * and the store gets and returns its own. So everything else is tested as on any store.
 */
export const simulateContactTypes = <S>(store: Context.Context<S>): Context.Context<S> => {
  const real = store as Context.Context<unknown> as Context.Context<ContactTypes | Contacts | StoreFixture>
  const [contacts, fixture] = [Context.get(real, Contacts), Context.get(real, StoreFixture)]
  const constants = Context.get(real, ContactTypes)
  const organizations = new Map<OrganizationId, Types>()
  const typesOf = (id: OrganizationId): Types => {
    const types = organizations.get(id) ?? { ids: new Set(), default: undefined }
    organizations.set(id, types)
    return types
  }
  const given = new Map<ContactId, ContactTypeId>()

  const simulated = Contacts.of({
    ...contacts,
    findByEmail: (organizationId, emails) => contacts.findByEmail(organizationId, emails),
    insertNew: Effect.fnUntraced(function* (organizationId, newContacts) {
      for (const { id, contactType } of newContacts) given.set(id, contactType)
      const contactType = yield* constantType(organizationId, constants)
      return yield* contacts.insertNew(
        organizationId,
        newContacts.map((contact) => ({ ...contact, contactType })),
      )
    }),
  })
  const services = Context.empty().pipe(
    Context.add(Contacts, simulated),
    Context.add(ContactTypes, {
      missing: (organizationId, ids) => Effect.sync(() => ids.filter((id) => !typesOf(organizationId).ids.has(id))),
      // An organization that does not exist has the constant, too.
      default: (organizationId) =>
        organizations.has(organizationId)
          ? Effect.sync(() => Option.fromUndefinedOr(typesOf(organizationId).default))
          : constants.default(organizationId),
    }),
    Context.add(StagedContacts, makeMemoryStagedContacts(simulated)),
    Context.add(StoreFixture, {
      ...fixture,
      createOrganization: (id) =>
        Effect.andThen(
          Effect.sync(() => typesOf(id)),
          fixture.createOrganization(id),
        ),
      createContactType: (organizationId, id, { isDefault }) =>
        Effect.sync(() => {
          const types = typesOf(organizationId)
          types.ids.add(id)
          if (isDefault) types.default = id
        }),
      deleteContactType: (organizationId, id) =>
        Effect.sync(() => {
          const types = typesOf(organizationId)
          types.ids.delete(id)
          if (types.default === id) types.default = undefined
        }),
      contacts: (organizationId) =>
        Effect.map(fixture.contacts(organizationId), (stored) =>
          stored.map((contact) => ({ ...contact, contactType: given.get(contact.id) ?? contact.contactType })),
        ),
    }),
  )
  return Context.merge(store, services)
}

const constantType = (organizationId: OrganizationId, types: ContactTypes["Service"]) =>
  Effect.flatMap(
    types.default(organizationId),
    Option.match({
      onNone: () => Effect.die(new Error("A store with a fixed contact type must return it as the default")),
      onSome: Effect.succeed,
    }),
  )
