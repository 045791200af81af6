import { Administration } from "@bulk-contacts/adapter-pg"
import type { Contact, OrganizationId } from "@bulk-contacts/core"
import { ApiKeyFixture, StoreFixture } from "@bulk-contacts/testing"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"

const layerStoreFixture = Layer.effect(
  StoreFixture,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const administration = yield* Administration
    const done = <A, E>(effect: Effect.Effect<A, E>) => Effect.asVoid(Effect.orDie(effect))
    return {
      createOrganization: (id) => done(administration.createOrganization({ id, name: id })),
      createAccount: (organizationId, id) => done(administration.createAccount({ organizationId, id, name: id })),
      deleteAccount: (organizationId, id) =>
        done(
          sql`update bulk_contacts.accounts set deleted_at = now() where organization_id = ${organizationId} and id = ${id}`,
        ),
      createContactType: (organizationId, id, { isDefault }) =>
        done(administration.createContactType({ organizationId, id, name: id, isDefault })),
      deleteContactType: (organizationId, id) =>
        done(
          sql`update bulk_contacts.contact_types set deleted_at = now() where organization_id = ${organizationId} and id = ${id}`,
        ),
      deleteContact: (organizationId, email) =>
        done(sql`
          update bulk_contacts.contacts set deleted_at = now()
          where organization_id = ${organizationId} and email = ${email} and deleted_at is null`),
      contacts: (organizationId) => Effect.orDie(findContacts(sql, organizationId)),
    }
  }),
)

const layerApiKeyFixture = Layer.effect(
  ApiKeyFixture,
  Effect.gen(function* () {
    const administration = yield* Administration
    return {
      createApiKey: (organizationId) =>
        administration.createApiKey(organizationId).pipe(
          Effect.map(({ key }) => key),
          Effect.orDie,
        ),
      revokeApiKey: (key) => Effect.orDie(administration.revokeApiKey(key)),
    }
  }),
)

/** What the suites need in addition to a store on PostgreSQL, on a separate client. */
export const layerFixture = Layer.merge(layerStoreFixture, layerApiKeyFixture)

const findContacts = (sql: SqlClient.SqlClient, organizationId: OrganizationId) => sql<Contact>`
  select
    id, email, first_name as "firstName", last_name as "lastName", phone_number as "phoneNumber",
    avatar_url as "avatarUrl", source, contact_type as "contactType", custom_field_values as "customFieldValues",
    metadata, created_at as "createdAt", updated_at as "updatedAt", deleted_at as "deletedAt",
    account_ids as "accountIds", import_id as "importId"
  from bulk_contacts.contacts
  where organization_id = ${organizationId}
  order by id`
