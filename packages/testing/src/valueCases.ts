import type { ContactInput, ProblemCode } from "@bulk-contacts/core"

/** What is stored of a contact; a field that is not named is not looked at. */
export interface StoredValues {
  readonly email: string
  readonly firstName?: string
  readonly lastName?: string | null
  readonly phoneNumber?: string | null
  readonly accountIds?: ReadonlyArray<string>
}

/** Why a contact is rejected: a code, and what the message names. */
export interface RejectedValue {
  readonly code: ProblemCode
  readonly names: string
}

/** Contacts as people have them, modelled on public bug reports about imports, each with the right result. */
export interface ValueCase {
  readonly name: string
  readonly contacts: ReadonlyArray<readonly [ContactInput, StoredValues | RejectedValue]>
  /** The request's own, if it has any. */
  readonly accountIds?: string
}

const phone = (name: string, phoneNumber: string): StoredValues => ({ email: `${name}@example.org`, phoneNumber })

/** Every case, for a property or a table of tests of an adapter or a client of the API. */
export const valueCases: ReadonlyArray<ValueCase> = [
  {
    name: "invisible characters in and around an address",
    contacts: [
      ["r21@example.org", { email: "r21@example.org" }],
      ["\u200Br21@example.org", { email: "r21@example.org" }],
      ["r21\u00AD@example.org", { code: "invisible_character", names: "U+00AD" }],
      ["\u202Ar21@example.org", { email: "r21@example.org" }],
    ],
  },
  {
    name: "typographic quotes around an address",
    contacts: [
      ["r23@example.org", { email: "r23@example.org" }],
      ["\u201Cr23@example.org\u201D", { code: "invalid_email", names: "U+201C" }],
      ["\u2018r23@example.org\u2019", { code: "invalid_email", names: "U+2018" }],
      ["\u00ABr23@example.org\u00BB", { code: "invalid_email", names: "U+00AB" }],
    ],
  },
  {
    name: "the capital of i in Turkish",
    contacts: [
      ["ali.r25@example.org", { email: "ali.r25@example.org" }],
      ["AL\u0130.R25@EXAMPLE.ORG", { email: "ali.r25@example.org" }],
    ],
  },
  {
    name: "compatibility letters",
    contacts: [
      ["fiona.r26@example.org", { email: "fiona.r26@example.org" }],
      ["\uFB01ona.r26@example.org", { code: "invalid_email", names: "U+FB01" }],
      ["\uFF46\uFF49\uFF4F\uFF4E\uFF41.r26@example.org", { email: "fiona.r26@example.org" }],
    ],
  },
  {
    name: "a typographic apostrophe in an address",
    contacts: [
      ["o'brien.r27@example.org", { email: "o'brien.r27@example.org" }],
      ["o\u2019brien.r27@example.org", { code: "invalid_email", names: "U+2019" }],
    ],
  },
  {
    name: "an address as the name",
    contacts: [["r29@example.org <r29@example.org>", { email: "r29@example.org", firstName: "r29", lastName: null }]],
  },
  {
    name: "the last name first, without quotes",
    contacts: [
      ["Lovelace, Ada <r30@example.org>", { email: "r30@example.org", firstName: "Ada", lastName: "Lovelace" }],
    ],
  },
  {
    name: "a separator at the end",
    contacts: [
      ["Ada Lovelace <r31a@example.org>;", { email: "r31a@example.org", firstName: "Ada", lastName: "Lovelace" }],
      ["r31b@example.org,", { email: "r31b@example.org", firstName: "r31b", lastName: null }],
    ],
  },
  {
    name: "a suffix after a comma",
    contacts: [
      [
        '"Ada Lovelace, PhD" <r32a@example.org>',
        { email: "r32a@example.org", firstName: "Ada", lastName: "Lovelace, PhD" },
      ],
      [
        '"Example Trading, Inc." <r32b@example.org>',
        { email: "r32b@example.org", firstName: "Example", lastName: "Trading, Inc." },
      ],
    ],
  },
  {
    name: "an encoded word",
    contacts: [
      [
        "=?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <r34@example.org>",
        { email: "r34@example.org", firstName: "Jürgen", lastName: "Müller" },
      ],
    ],
  },
  {
    name: "the name in a comment",
    contacts: [
      ["r35@example.org (Ada Lovelace)", { email: "r35@example.org", firstName: "Ada", lastName: "Lovelace" }],
    ],
  },
  {
    name: "an address with its decoration, or a mailbox, as the email of an object",
    contacts: [
      [
        { email: "mailto:r37a@example.org", firstName: "Ada" },
        { email: "r37a@example.org", firstName: "Ada", lastName: null },
      ],
      [
        { email: "<r37b@example.org>", firstName: "Bea" },
        { email: "r37b@example.org", firstName: "Bea", lastName: null },
      ],
      [
        { email: "Cy Ray <r37c@example.org>", firstName: "" },
        { email: "r37c@example.org", firstName: "Cy", lastName: "Ray" },
      ],
    ],
  },
  {
    name: "a calling code in parentheses",
    contacts: [
      [{ email: "r38a@example.org", phoneNumber: "(+49) 151 23456789" }, phone("r38a", "+4915123456789")],
      [{ email: "r38b@example.org", phoneNumber: "(+34) 612 345 678" }, phone("r38b", "+34612345678")],
    ],
  },
  {
    name: "an apostrophe before a phone number",
    contacts: [
      [{ email: "r40a@example.org", phoneNumber: "'+4915123456789" }, phone("r40a", "+4915123456789")],
      [{ email: "r40b@example.org", phoneNumber: "'+44 20 7946 0958" }, phone("r40b", "+442079460958")],
    ],
  },
  {
    name: "direction characters around a phone number",
    contacts: [
      [{ email: "r42a@example.org", phoneNumber: "\u202A+1 415 555 2671\u202C" }, phone("r42a", "+14155552671")],
      [{ email: "r42b@example.org", phoneNumber: "\u202D+14155552671\u202C" }, phone("r42b", "+14155552671")],
      [{ email: "r42c@example.org", phoneNumber: "\u200E+14155552671" }, phone("r42c", "+14155552671")],
    ],
  },
  {
    name: "(0) after the calling code",
    contacts: [
      [{ email: "r44a@example.org", phoneNumber: "+48 (0) 512 345 678" }, phone("r44a", "+48512345678")],
      [{ email: "r44b@example.org", phoneNumber: "+39 (0) 347 123 4567" }, phone("r44b", "+393471234567")],
      [{ email: "r44c@example.org", phoneNumber: "+420 (0) 601 123 456" }, phone("r44c", "+420601123456")],
    ],
  },
  {
    name: "the former prefix of Mexican mobile numbers",
    contacts: [[{ email: "r45a@example.org", phoneNumber: "+52 1 55 1234 5678" }, phone("r45a", "+525512345678")]],
  },
  {
    name: "00 in place of +",
    contacts: [
      [{ email: "r46a@example.org", phoneNumber: "0049 30 901820" }, phone("r46a", "+4930901820")],
      [{ email: "r46b@example.org", phoneNumber: "00 44 20 7946 0958" }, phone("r46b", "+442079460958")],
    ],
  },
  {
    name: "an extension",
    contacts: [
      [
        { email: "r47a@example.org", phoneNumber: "+1 (415) 555-2671 ext. 5" },
        { code: "phone_extension", names: "extension" },
      ],
    ],
  },
  {
    name: "an account id that is empty",
    contacts: [
      [
        { email: "r49@example.org", accountIds: "" },
        { email: "r49@example.org", accountIds: [] },
      ],
    ],
    accountIds: "",
  },
]
