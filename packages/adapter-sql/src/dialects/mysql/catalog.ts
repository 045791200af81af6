import type { Catalog, ColumnKind } from "../../check/Catalog.ts"
import { backticks } from "../../mapping/identifiers.ts"
import type { IdType } from "../../mapping/ids.ts"
import type { Name } from "../../mapping/resolveTables.ts"
import type { Query } from "../Dialect.ts"
import { makeChangeColumn } from "./changeColumn.ts"
import { makeParameters } from "./parameters.ts"

interface Collations {
  /** The collation of new columns that are compared. */
  readonly exactCollation: string
  /** Collations that treat only equal values as equal: others ignore case, accents or spaces at the end. */
  readonly isExact: RegExp
}

/** What the information schema says. */
export const makeCatalog = ({ exactCollation, isExact }: Collations): Catalog => {
  const text = (length: number) => `varchar(${length}) character set utf8mb4 collate ${exactCollation}`
  const ascii = (length: number) => `varchar(${length}) character set ascii`
  const typeOf = (kind: ColumnKind, maxLength: number): string =>
    kind === "text" || kind === "email" ? text(maxLength) : kind === "ascii" ? ascii(maxLength) : newTypes[kind]
  return {
    typeOf,
    generatedKey: "bigint auto_increment",
    generated: "virtual",
    arrayOf: () => "json",
    uniqueIndex: (name, table, columns) => `create unique index ${name} on ${table.sql} (${columns.join(", ")})`,
    columns: async (query, table) => {
      const rows = await inTable(
        query,
        table,
        `select column_name as name, column_type as type, character_maximum_length as max_length,
          character_set_name as charset, collation_name as collation,
          is_nullable = 'YES' or column_default is not null or extra like '%auto_increment%'
            or extra like '%GENERATED%' as optional,
          is_nullable = 'YES' as nullable
        from information_schema.columns`,
        "order by ordinal_position",
      )
      return rows.map((row) => {
        const isText = row["charset"] !== null
        return {
          name: String(row["name"]),
          type: `${row["type"]}${isText ? ` character set ${row["charset"]} collate ${row["collation"]}` : ""}`,
          optional: Number(row["optional"]) !== 0,
          nullable: Number(row["nullable"]) !== 0,
          collation: null,
          idTypes: isText ? ["text", "uuid"] : idTypes(String(row["type"])),
          maxLength: row["max_length"] === null ? null : Number(row["max_length"]),
          // A UUID has neither case nor spaces to ignore.
          inexact: isText && row["charset"] !== "ascii" && !isExact.test(String(row["collation"])),
        }
      })
    },
    isUnique: async (query, table, columns) => (await uniqueNames(query, table, columns, false)).length > 0,
    uniqueNames,
    changeColumn: makeChangeColumn(exactCollation),
    loss: (kind, type) => {
      if (kind === "time") {
        if (/^(datetime|timestamp)\([3-6]\)/.test(type)) return null
        return `which ${/^(datetime|timestamp)/.test(type) ? "has no milliseconds" : "holds no time"}: it must be datetime(3)`
      }
      const charset = /character set (\w+)/.exec(type)?.[1]
      return kind === "ascii" || charset === undefined || ["utf8mb4", "ascii"].includes(charset)
        ? null
        : `whose character set ${charset} does not have every character: it must be utf8mb4`
    },
    zoneOf: async (query, type) => {
      if (!type.startsWith("timestamp")) return null
      const [row] = await query(
        "select if(@@session.time_zone = 'SYSTEM', @@system_time_zone, @@session.time_zone) as zone",
      )
      const zone = String(row?.["zone"])
      return /^([+-]00:00|(Etc\/)?(UTC|GMT|UCT|Zulu))$/.test(zone) ? null : zone
    },
  }
}

const idTypes = (type: string): ReadonlyArray<IdType> => {
  if (/^((tiny|small|medium|big)?int|decimal)/.test(type)) return ["integer"]
  if (type === "uuid") return ["uuid"]
  return /binary|blob/.test(type) ? ["text", "uuid"] : []
}

const uniqueNames: Catalog["uniqueNames"] = async (query, table, columns) => {
  const rows = await inTable(
    query,
    table,
    "select index_name as name, column_name as part from information_schema.statistics",
    "and non_unique = 0",
  )
  const parts = Map.groupBy(rows, (row) => String(row["name"]))
  return [...parts.entries()].flatMap(([name, index]) =>
    index.length === columns.length && index.every(({ part }) => columns.includes(backticks(String(part))))
      ? [name]
      : [],
  )
}

/** Rows of the information schema that are about one table. */
const inTable = async (query: Query, table: Name, select: string, end: string) => {
  const [schema, name] = table.name.includes(".") ? table.name.split(".") : [null, table.name]
  const parameters = makeParameters()
  const inSchema = schema === null ? "database()" : parameters.add(schema ?? "")
  return query(
    `${select} where table_schema = ${inSchema} and table_name = ${parameters.add(name ?? "")} ${end}`,
    parameters,
  )
}

const newTypes = {
  integer: "bigint",
  uuid: "char(36) character set ascii",
  key: "bigint",
  json: "json",
  array: "json",
  time: "datetime(3)",
  deletion: "datetime(3)",
  boolean: "boolean",
} as const
