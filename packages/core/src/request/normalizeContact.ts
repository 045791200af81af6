import * as Result from "effect/Result"
import { normalizeAvatarUrl } from "../domain/AvatarUrl.ts"
import type { ContactDetails } from "../domain/Contact.ts"
import { splitDisplayName } from "../domain/DisplayName.ts"
import { localPartOf } from "../domain/EmailAddress.ts"
import { type AccountId, type ContactTypeId, checkAccountIds, checkContactType } from "../domain/Identifiers.ts"
import { checkJsonObject, checkJsonObjects } from "../domain/Json.ts"
import { normalizePersonName } from "../domain/PersonName.ts"
import { normalizePhoneNumber } from "../domain/PhoneNumber.ts"
import type { Place, Problems } from "../domain/Problem.ts"
import type { DefaultCountry } from "../domain/phone/DefaultCountry.ts"
import { REJECTS_COLUMN } from "../domain/rejectsColumn.ts"
import { normalizeSource } from "../domain/Source.ts"
import type { ContactFields } from "./BulkCreateRequest.ts"
import { FieldReader } from "./FieldReader.ts"
import { contactFields, parseContactInput } from "./parseContactInput.ts"
import { readEmail } from "./readEmail.ts"

/** A valid contact of a request. A reference is null if the contact leaves it to the defaults. */
export interface NormalizedContact extends ContactDetails {
  readonly contactType: ContactTypeId | null
  readonly accountIds: ReadonlyArray<AccountId> | null
}

/** Parses and normalizes one contact. Adds everything that is wrong with it to `problems`; null if anything is. */
export const normalizeContact = (
  input: unknown,
  place: Place,
  problems: Problems,
  defaultCountry: DefaultCountry = null,
): NormalizedContact | null => {
  const parsed = parseContactInput(input)
  if (Result.isFailure(parsed)) {
    problems.add({ ...place, ...parsed.failure })
    return null
  }
  return normalizeFields(new FieldReader(parsed.success, problems, place), defaultCountry)
}

/** Contacts of a file of rejected ones still have the reason. */
const knownProperties: ReadonlySet<string> = new Set([...contactFields, REJECTS_COLUMN])

const normalizeFields = (reader: FieldReader, defaultCountry: DefaultCountry): NormalizedContact | null => {
  reader.rejectUnknown(knownProperties)
  const read = reader.requiredText("email", readEmail)
  const { firstName, lastName } = readNames(reader, read?.displayName ?? "")
  const phoneNumber = reader.text("phoneNumber", (text) => normalizePhoneNumber(text, defaultCountry))
  const avatarUrl = reader.text("avatarUrl", normalizeAvatarUrl)
  const source = reader.text("source", normalizeSource)
  const contactType = reader.text("contactType", checkContactType)
  const accountIds = reader.value("accountIds", checkAccountIds)
  const customFieldValues = reader.value("customFieldValues", checkJsonObjects)
  const metadata = reader.value("metadata", checkJsonObject)
  if (read === null || reader.hasRejected) return null
  const { email } = read
  return {
    email,
    firstName: firstName ?? localPartOf(email),
    lastName,
    phoneNumber,
    avatarUrl,
    source,
    contactType,
    accountIds,
    customFieldValues,
    metadata,
  } satisfies { readonly [field in keyof ContactFields]: unknown }
}

/** The names of a contact: its own or, if it has none, those next to its address. */
const readNames = (reader: FieldReader, displayName: string) => {
  const firstName = reader.text("firstName", normalizePersonName)
  const lastName = reader.text("lastName", normalizePersonName)
  if (displayName === "" || firstName !== null || lastName !== null) return { firstName, lastName }
  const parts = splitDisplayName(displayName)
  return {
    firstName: reader.take("firstName", normalizePersonName(parts.firstName)),
    lastName: reader.take("lastName", normalizePersonName(parts.lastName)),
  }
}
