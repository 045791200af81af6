import type { IdColumn, SqlTables } from "@bulk-contacts/adapter-sql"
import fc from "fast-check"

/** Names that are ordinary, need quotes, or would end them. */
const word = fc.oneof(
  fc.constantFrom(
    "people",
    "order",
    "Group",
    "naïve",
    "select",
    "a b",
    'a"b',
    "a`b",
    "a]b",
    "x; drop table y --",
    "a'b",
    "%s",
    "$1",
    ":a",
  ),
  fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/),
)

/** Distinct names: `prefix` tells those of different roles apart. */
const name = (prefix: string) => word.map((text) => `${prefix}${text}`)
const maybe = <A>(key: string, value: fc.Arbitrary<A>) =>
  fc.option(value).map((one) => (one === null ? {} : { [key]: one }))

const idColumn = (prefix: string) =>
  fc.oneof(
    name(prefix),
    fc.record({ column: name(prefix), type: fc.constantFrom("text" as const, "uuid" as const, "integer" as const) }),
  )

const tenant = fc.oneof(idColumn("t_"), fc.constant({ organization: "us" }))

const contacts = (hasType: boolean) =>
  fc
    .tuple(
      fc.record({
        table: name("c_"),
        id: name("id_"),
        email: name("e_"),
        emailIgnoresCase: fc.boolean(),
        firstName: fc.option(name("f_")),
        lastName: fc.option(name("l_")),
        phoneNumber: fc.option(name("p_")),
        avatarUrl: fc.option(name("v_")),
        source: fc.option(name("s_")),
        contactType: hasType ? name("y_") : fc.option(name("y_")),
        customFieldValues: fc.option(name("j_")),
        metadata: fc.option(name("m_")),
        createdAt: fc.option(name("r_")),
      }),
      maybe("key", name("k_")),
      maybe("activeEmail", name("ae_")),
      maybe("updatedAt", name("u_")),
      maybe("deletedAt", name("d_")),
    )
    .map((parts): SqlTables["contacts"] => Object.assign({}, ...parts))

const links = fc.oneof(
  fc.record({ link: name("l_"), contact: name("lc_"), account: name("la_") }),
  fc.record({ array: name("a_") }),
  fc.record({ foreignKey: name("a_") }),
)

const references = (table: string) =>
  fc
    .tuple(
      fc.record({ table: name(table), id: idColumn("id_") }),
      maybe("key", name("k_")),
      maybe("deletedAt", name("d_")),
    )
    .map((parts) => Object.assign({}, ...parts) as { table: string; id: IdColumn; key?: string; deletedAt?: string })

const contactTypes = fc.oneof(
  fc.record({ constant: fc.constantFrom("lead", "it's", "''--") }),
  fc
    .tuple(references("y_"), fc.record({ isDefault: name("q_") }))
    .map(([table, isDefault]) => ({ ...table, ...isDefault })),
)

const idempotency = fc.record({
  table: name("i_"),
  key: name("k_"),
  fingerprint: name("f_"),
  result: name("r_"),
  createdAt: name("c_"),
})

/** Any mapping. */
export const anyTables: fc.Arbitrary<SqlTables> = fc
  .tuple(
    fc.record({ tenant, contacts: contacts(true), contactTypes }),
    maybe(
      "accounts",
      fc.tuple(references("a_"), links).map(([table, contacts]) => ({ ...table, contacts })),
    ),
    maybe("idempotency", idempotency),
  )
  .map((parts) => Object.assign({}, ...parts))

/** An id that a column can hold. */
export const idFor = (column: IdColumn): string => {
  const type = typeof column === "string" ? "text" : column.type
  return { text: "us", uuid: "0190e7a4-4d0e-7b6e-8e53-0d5c6a1c2b3f", integer: "9007199254740993" }[type]
}

/** The id of an organization that the mapping allows. */
export const organizationOf = ({ tenant }: SqlTables): string =>
  typeof tenant === "object" && "organization" in tenant ? tenant.organization : idFor(tenant)
