import { literal } from "../../mapping/literals.ts"
import type { References } from "../../mapping/resolveTables.ts"
import { checkForeignKey } from "../checkForeignKey.ts"
import { accountPairs, groupContacts } from "../contactGroups.ts"
import type { Dialect } from "../Dialect.ts"
import { onEmailConflict } from "../emailIndex.ts"
import { Parameters } from "../Parameters.ts"
import { textArray, types } from "./arrays.ts"
import { inputColumns } from "./inputColumns.ts"

/**
 * Inserts the contacts in one statement. The order by email prevents deadlocks between concurrent requests with the same
 * emails: each waits for the other at their first common email, and holds none that comes after it.
 *
 * Sets are joined by number with full joins, which have the rows of inner joins here: PostgreSQL never runs a full join as
 * a nested loop, which it would otherwise choose because it takes every array for a short one.
 */
export const insertNew: Dialect["insertNew"] = async (query, tables, organizationId, contacts) => {
  checkForeignKey(tables, contacts)
  const parameters = new Parameters((number) => `$${number}::text`)
  const array = (values: ReadonlyArray<string | number | null>, type: string) =>
    `${parameters.add(textArray(values))}::${type}[]`
  const tenant = tables.tenant === null ? null : `${parameters.add(organizationId)}::${types[tables.tenant.type]}`
  const isCurrent = (name: string, { tenant: column, deletedAt }: References) =>
    [
      ...(column === null || tenant === null ? [] : [`and ${name}.${column.sql} = ${tenant}`]),
      ...(deletedAt === null ? [] : [`and ${name}.${deletedAt.sql} is null`]),
    ].join(" ")

  const { groups, numbers } = groupContacts(contacts)
  const pairs = accountPairs(groups)
  const inputs = inputColumns(tables, contacts, numbers)
  const { accounts, contactTypes } = tables
  const { table, id, key, fields, constants } = tables.contacts

  const input = `
    select * from unnest(${inputs.map(({ values, type }) => array(values, type)).join(", ")})
      as input (${inputs.map(({ name }) => name).join(", ")})`

  const grouped = () => {
    const hasTable = !("constant" in contactTypes) && fields.contactType !== null
    const values = [
      ...(hasTable
        ? [
            [
              "id",
              array(
                groups.map(({ contactType }) => contactType),
                types[contactTypes.id.type],
              ),
            ],
          ]
        : []),
      [
        "source",
        array(
          groups.map(({ source }) => source),
          "text",
        ),
      ],
      [
        "created_at",
        array(
          groups.map(({ createdAt }) => createdAt.toISOString()),
          "timestamptz",
        ),
      ],
    ] as const
    const named = `unnest(${values.map(([, value]) => value).join(", ")})
        with ordinality as named (${values.map(([name]) => name).join(", ")}, number)`
    if (!hasTable) return `select * from ${named}`
    return `
    select named.*, types.${contactTypes.key.sql} as contact_type
    from ${named}
      left join ${contactTypes.table.sql} as types
        on types.${contactTypes.id.sql} = named.id ${isCurrent("types", contactTypes)}`
  }

  const groupAccounts = () => {
    if (accounts === null || pairs.length === 0) return null
    const [groupOf, accountOf] = [pairs.map(({ group }) => group), pairs.map(({ account }) => account)]
    return `
    select named.number, array_agg(accounts.${accounts.key.sql} order by named.position) as keys
    from unnest(${array(groupOf, "bigint")}, ${array(accountOf, types[accounts.id.type])})
        with ordinality as named (number, id, position)
      join ${accounts.table.sql} as accounts
        on accounts.${accounts.id.sql} = named.id ${isCurrent("accounts", accounts)}
    group by named.number`
  }

  const sets = { groups: grouped(), group_accounts: groupAccounts() }
  const used = Object.entries(sets).filter(([, sql]) => sql !== null)
  const joinOf = (name: string) => `full join ${name} on ${name}.number = input.group_number`
  const contactType =
    "constant" in contactTypes ? literal("contactTypes", contactTypes.constant) : "groups.contact_type"
  const keys = sets.group_accounts === null ? null : "group_accounts.keys"
  const links = accounts?.links

  const columns: ReadonlyArray<readonly [column: string, value: string]> = [
    ...(tables.tenant === null || tenant === null ? [] : [[tables.tenant.sql, tenant] as const]),
    ...inputs.flatMap(({ column, sql }) => (column === null ? [] : [[column, sql] as const])),
    ...(fields.source === null ? [] : [[fields.source.sql, "groups.source"] as const]),
    ...(fields.createdAt === null ? [] : [[fields.createdAt.sql, "groups.created_at"] as const]),
    ...(fields.updatedAt === null ? [] : [[fields.updatedAt.sql, "groups.created_at"] as const]),
    ...(fields.contactType === null ? [] : [[fields.contactType.sql, contactType] as const]),
    ...(links?.kind === "array"
      ? [[links.column.sql, keys === null ? "'{}'" : `coalesce(${keys}, '{}')`] as const]
      : []),
    ...(links?.kind === "foreignKey" && keys !== null ? [[links.column.sql, `${keys}[1]`] as const] : []),
    ...constants.map(({ column, literal }) => [column.sql, literal] as const),
  ]

  const insertLinks = () => {
    if (links?.kind !== "link" || keys === null) return ""
    const { link } = links
    const names = [link.contact, link.account, ...(link.tenant === null ? [] : [link.tenant])].map(({ sql }) => sql)
    return `, linked as (
    insert into ${link.table.sql} (${names.join(", ")})
    select created.key, account.key${link.tenant === null ? "" : `, ${tenant}`}
    from (created full join input on input.id::text = created.id)
      ${joinOf("group_accounts")}
      cross join unnest(group_accounts.keys) as account (key)
    -- Not "is not null" alone, which would make the full join a left join.
    where case when created.id is null then false else true end
  )`
  }

  const linked = insertLinks()
  const [row] = await query(
    `
  with input as (${input}
  )${used.map(([name, sql]) => `, ${name} as materialized (${sql}\n  )`).join("")}, created as (
    insert into ${table.sql} (${columns.map(([column]) => column).join(", ")})
    select ${columns.map(([, value]) => value).join(", ")}
    from input ${used.map(([name]) => joinOf(name)).join(" ")}
    order by input.email collate "C"
    ${onEmailConflict(tables)}
    returning ${linked === "" ? "1" : `${key.sql} as key, ${id.sql}::text as id`}
  )${linked}
  select count(*)::int as count from created`,
    parameters,
  )
  return Number(row?.["count"])
}
