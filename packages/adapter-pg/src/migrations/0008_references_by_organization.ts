import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { currentSchema } from "./catalog.ts"

/**
 * Checks references one organization at a time, so that a distributed database, which keeps an organization's rows on one
 * node, can run the triggers there. The promises, messages and SQLSTATEs stay.
 */
export const referencesByOrganization = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const schema = yield* currentSchema(sql)
  yield* sql.unsafe(checkFunction(contactType, schema))
  yield* sql.unsafe(checkFunction(accountIds, schema))
})

interface Reference {
  readonly column: string
  readonly to: string
  /** Selects the distinct `organization_id` and `id` of what the rows in `written` refer to. */
  readonly referred: string
}

const contactType: Reference = {
  column: "contact_type",
  to: "contact_types",
  referred: "select distinct organization_id, contact_type as id from written",
}

/** Most contacts of a statement have the same accounts. */
const accountIds: Reference = {
  column: "account_ids",
  to: "accounts",
  referred: `
    select distinct organization_id, id
    from (select distinct organization_id, account_ids from written) as lists, unnest(account_ids) as id`,
}

/**
 * Locks the referenced rows until the transaction ends, in one order, so that they cannot be deleted meanwhile.
 *
 * A session caches the plans, which must suit tables that grow: therefore no sequential scan.
 */
const checkFunction = ({ column, to, referred }: Reference, schema: string) => `
  create or replace function check_contacts_${column}() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp set enable_seqscan = off as $$
  declare
    organization text;
    referred_id text;
  begin
    for organization, referred_id in
      select organization_id, id from (${referred}) as referred order by organization_id, id
    loop
      perform from ${to} where organization_id = organization and id = referred_id for key share;
      if not found then
        raise foreign_key_violation using
          message = format(
            'contacts.${column} refers to %s of organization %s, which is not in ${to}',
            coalesce(referred_id, 'null'), organization
          ),
          schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
      end if;
    end loop;
    return null;
  end $$`
