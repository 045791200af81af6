import type { ContactFields, ProblemCode } from "@bulk-contacts/core"
import fc from "fast-check"
import type { OrganizationPlan } from "../arrange.ts"
import { addressOfPool, spelled } from "./email.ts"
import { givenContact } from "./request.ts"

/** What `mixedContact` refers to besides what does not exist. */
export const mixedPlan = { accounts: ["A1", "A2"], contactTypes: ["CT1", "CT2"] } satisfies OrganizationPlan

/** A contact as it may be given, and what becomes of it. */
export interface MixedContact {
  readonly input: unknown
  /** Normalized, of a contact that can be read. */
  readonly email?: string
  /** The fields and codes of what is wrong with it, whatever it refers to. */
  readonly flaws: ReadonlyArray<readonly [field: string, code: ProblemCode]>
  /** The accounts and contact types that it names itself. */
  readonly names: Pick<ContactFields, "accountIds" | "contactType">
}

const address = spelled(addressOfPool(6))

const valid = givenContact(address).map(({ email, input }): MixedContact => ({ email, input, flaws: [], names: {} }))

const referring = fc
  .record({
    address,
    names: fc.record(
      {
        accountIds: fc.subarray(["A1", "A2", "X1", "X2"]),
        contactType: fc.constantFrom("CT1", "CT2", "XT1", "XT2"),
      },
      { requiredKeys: [] },
    ),
  })
  .map(
    ({ address: { email, spelling }, names }): MixedContact => ({
      email,
      input: { email: spelling, ...names },
      flaws: [],
      names,
    }),
  )

const flawed = fc.oneof(
  fc.constantFrom<MixedContact>(
    { input: "no address", flaws: [["email", "invalid_email"]], names: {} },
    { input: 5, flaws: [["contacts", "wrong_type"]], names: {} },
    { input: null, flaws: [["contacts", "wrong_type"]], names: {} },
    { input: '{"email":}', flaws: [["contacts", "invalid_json"]], names: {} },
    { input: { email: "", accountIds: ["X1"] }, flaws: [["email", "required"]], names: {} },
  ),
  address.map(
    ({ spelling }): MixedContact => ({
      input: { email: spelling, lastName: 1, phoneNumber: "0", contactType: "XT1" },
      flaws: [
        ["lastName", "wrong_type"],
        ["phoneNumber", "country_code_missing"],
      ],
      names: {},
    }),
  ),
)

/** A contact that is valid, invalid, or refers to what may not exist. */
const mixedContact: fc.Arbitrary<MixedContact> = fc.oneof(
  { weight: 3, arbitrary: valid },
  { weight: 2, arbitrary: referring },
  { weight: 1, arbitrary: flawed },
)

/** Contacts of all kinds with many duplicates, the request's defaults, and the organization's default contact type. */
export const mixedRequest = fc.record({
  contacts: fc.array(mixedContact, { minLength: 1, maxLength: 10 }),
  defaults: fc.record(
    { accountIds: fc.constantFrom("A1", "A2"), contactType: fc.constantFrom("CT1", "CT2") },
    { requiredKeys: [] },
  ),
  defaultContactType: fc.constantFrom("CT1", undefined),
})
export type MixedRequest = typeof mixedRequest extends fc.Arbitrary<infer A> ? A : never

/** What is wrong with a contact of a lenient request: field, code and missing id of each problem. Nothing if it is valid. */
export const flawsOf = (
  { flaws, names }: MixedContact,
  { defaults, defaultContactType }: Pick<MixedRequest, "defaults" | "defaultContactType">,
): ReadonlyArray<readonly [field: string, code: ProblemCode, id?: string]> => {
  if (flaws.length > 0) return flaws
  const missing = [names.accountIds ?? []].flat().filter((id) => id.startsWith("X"))
  const contactType = names.contactType ?? defaults.contactType ?? defaultContactType
  return [
    ...missing.map((id) => ["accountIds", "account_not_found", id] as const),
    ...(contactType === undefined ? [["contactType", "contact_type_required"] as const] : []),
    ...(contactType?.startsWith("X") ? [["contactType", "contact_type_not_found", contactType] as const] : []),
  ]
}

/** The request that `mixed` describes. */
export const requestOf = ({ contacts, defaults }: Pick<MixedRequest, "contacts" | "defaults">): unknown => ({
  contacts: contacts.map(({ input }) => input),
  ...defaults,
})
