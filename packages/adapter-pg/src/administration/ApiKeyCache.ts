import { OrganizationId, type StoreFailure } from "@bulk-contacts/core"
import { Cache, Context, Duration, Effect, Exit, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { execute } from "../connection/runStatement.ts"

/** How long a key that was revoked by another process may still be taken for valid. */
const TIME_TO_LIVE = Duration.seconds(5)

const CAPACITY = 10_000

/** The organization that each key was given to, by the key's hash; none for a key that is unknown or revoked. */
export class KeyOwners extends Context.Service<
  KeyOwners,
  Cache.Cache<string, Option.Option<OrganizationId>, StoreFailure>
>()("@bulk-contacts/adapter-pg/KeyOwners") {}

/** Notes the use at most every five minutes, so that reading does not become writing. */
const findOwner = (sql: SqlClient.SqlClient, hash: string) => sql<{ readonly organization_id: string }>`
  with found as (
    select organization_id, hash, last_used_at
    from api_keys
    where hash = decode(${hash}, 'hex') and revoked_at is null
  ),
  noted as (
    update api_keys
    set last_used_at = now()
    from found
    where api_keys.organization_id = found.organization_id
      and api_keys.hash = found.hash
      and (found.last_used_at is null or found.last_used_at < now() - interval '5 minutes')
  )
  select organization_id from found`

// An unknown key is not kept: it may be created at any time, and there are enough of them to drive out the others.
export const layerKeyOwners = Layer.effect(
  KeyOwners,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return yield* Cache.makeWith(
      (hash: string) =>
        execute(findOwner(sql, hash)).pipe(
          Effect.map(([row]) =>
            Option.map(Option.fromUndefinedOr(row), (row) => OrganizationId.make(row.organization_id)),
          ),
        ),
      {
        capacity: CAPACITY,
        timeToLive: (exit) => (Exit.isSuccess(exit) && Option.isSome(exit.value) ? TIME_TO_LIVE : Duration.zero),
      },
    )
  }),
)
