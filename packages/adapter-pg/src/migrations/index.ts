import * as Migrator from "effect/sql/Migrator"
import { organizations } from "./0001_organizations.ts"
import { references } from "./0002_references.ts"
import { contacts } from "./0003_contacts.ts"
import { idempotencyRecords } from "./0004_idempotency_records.ts"
import { referencesByStatement } from "./0005_references_by_statement.ts"
import { stagedContacts } from "./0006_staged_contacts.ts"
import { accountsInContacts } from "./0007_accounts_in_contacts.ts"
import { referencesByOrganization } from "./0008_references_by_organization.ts"
import { stagedProblems } from "./0009_staged_problems.ts"
import { apiKeyNames } from "./0010_api_key_names.ts"
import { imports } from "./0011_imports.ts"
import { oldestRelease } from "./0012_oldest_release.ts"

/** Every migration, in order. A released migration is never changed: a later one corrects it. */
export const migrations = Migrator.fromRecord({
  "0001_organizations": organizations,
  "0002_references": references,
  "0003_contacts": contacts,
  "0004_idempotency_records": idempotencyRecords,
  "0005_references_by_statement": referencesByStatement,
  "0006_staged_contacts": stagedContacts,
  "0007_accounts_in_contacts": accountsInContacts,
  "0008_references_by_organization": referencesByOrganization,
  "0009_staged_problems": stagedProblems,
  "0010_api_key_names": apiKeyNames,
  "0011_imports": imports,
  "0012_oldest_release": oldestRelease,
})

/**
 * The oldest release that the schema serves after all migrations, as the number of that release's last migration. A
 * migration may remove or rename only what no release from this one on uses. So a release adds what is new, and a later one
 * removes what is old and raises this number.
 */
export const OLDEST_RELEASE = 9

/** The names of all tables that the migrations create, also those that a later one drops. */
export const tables = [
  "accounts",
  "api_keys",
  "contact_accounts",
  "contact_types",
  "contacts",
  "idempotency_records",
  "imports",
  "organizations",
  "staged_contacts",
]
