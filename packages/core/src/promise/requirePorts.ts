import type { BulkContactsPorts } from "./Ports.ts"

/** Throws if a port is missing: JavaScript programs have no compiler that reports it. */
export const requirePorts = <Tx>(ports: BulkContactsPorts<Tx>): void => {
  const { contactReader, referenceReader } = ports
  const { transaction, organizations, accounts, contactTypes, contacts, idempotencyRecords: records, imports } = ports
  const functions = {
    transaction,
    "accounts.findExisting": accounts?.findExisting,
    "contactTypes.findExisting": contactTypes?.findExisting,
    "contactTypes.findDefault": contactTypes?.findDefault,
    "contacts.findByEmail": contacts?.findByEmail,
    "contacts.insertNew": contacts?.insertNew,
    ...(organizations !== undefined && { "organizations.exists": organizations.exists }),
    ...(records !== undefined && {
      "idempotencyRecords.claim": records.claim,
      "idempotencyRecords.find": records.find,
      "idempotencyRecords.store": records.store,
      "idempotencyRecords.removeOlderThan": records.removeOlderThan,
    }),
    ...(imports !== undefined && {
      "imports.record": imports.record,
      "imports.undo": imports.undo,
      "imports.list": imports.list,
      ...(records !== undefined && { "idempotencyRecords.removeOfImport": records.removeOfImport }),
    }),
    ...(contactReader !== undefined && { "contactReader.page": contactReader.page }),
    ...(referenceReader !== undefined && {
      "referenceReader.accounts": referenceReader.accounts,
      "referenceReader.contactTypes": referenceReader.contactTypes,
    }),
  }
  const missing = Object.entries(functions).flatMap(([name, port]) => (typeof port === "function" ? [] : [name]))
  if (missing.length > 0) throw missingPorts(missing)
}

/** Says what to do, because a store of `@bulk-contacts/adapter-sql` is complete without these ports. */
export const missingIdempotencyRecords = () => missingPort("idempotencyRecords", "idempotency")
export const missingImports = () => missingPort("imports", "imports")

const missingPort = (name: string, table: string) =>
  new TypeError(`Missing or not a function: ${name}. With @bulk-contacts/adapter-sql, name its table: tables.${table}`)

const missingPorts = (names: ReadonlyArray<string>) => new TypeError(`Missing or not a function: ${names.join(", ")}`)
