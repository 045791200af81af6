import { assert, describe, it } from "@effect/vitest"
import type { CsvOptions } from "../../src/csv/CsvOptions.ts"
import { fixture, normalizedContacts, readBytes, rejectedColumns } from "./support/read.ts"

interface Export {
  readonly file: string
  /** The columns that reject the file without options; none if it is imported as it is. */
  readonly rejected?: ReadonlyArray<string>
  readonly options?: CsvOptions
  readonly contacts: ReadonlyArray<string>
  /** How many rows have no valid contact. */
  readonly invalid?: number
  readonly unstored?: Readonly<Record<string, number>>
  readonly program?: string
}

const keepRest: CsvOptions = { keepRest: true }

const exports: ReadonlyArray<Export> = [
  {
    file: "google-contacts.csv",
    rejected: ["Organization Name", "Notes", "Labels"],
    options: keepRest,
    contacts: [
      "nora.feldt.gn@example.org Nora / Feldt / +493023125123",
      "tomas.gn@example.org Tomas / Quirin / +442079460123",
      "orders.gn@example.org orders.gn / –",
    ],
    unstored: { "E-mail 2 - Value": 1, "Phone 2 - Value": 1 },
    program: "Google Contacts",
  },
  {
    file: "google-contacts-lists.csv",
    contacts: ["rhea.gl@example.org Rhea / Castell / +442079460130", "ivo.gl@example.org Ivo / Brandl"],
    unstored: { "E-mail 1 - Value": 1, "Phone 1 - Value": 1 },
    program: "Google Contacts",
  },
  {
    file: "outlook-classic.csv",
    rejected: ["Title", "Company"],
    options: keepRest,
    contacts: [
      "hugo.oc@example.org Hugo / Marchal / +33199001234",
      "nora.oc@example.org Nora / Feldt / +493023125150",
      "tomas.oc@example.org Tomas / Quirin / +442079460152",
    ],
    unstored: { "Mobile Phone": 1, "E-mail 2 Address": 1 },
    program: "Outlook",
  },
  {
    file: "outlook-classic-de.csv",
    options: { encoding: "windows-1252", keepRest: true },
    contacts: [
      "joerdis.od@example.org Jördis / Großmann / +493023125160",
      "oskar.od@example.org Oskar / Wilm / +493023125161",
    ],
    program: "Outlook",
  },
  {
    file: "outlook-classic-es.csv",
    options: { encoding: "windows-1252", keepRest: true },
    contacts: [
      "inigo.oe@example.org Íñigo / Balder Muñoz / +34912345678",
      "beatriz.oe@example.org Beatriz / Solana / +34912345679",
    ],
    unstored: { "Dirección de correo electrónico 2": 1 },
    program: "Outlook",
  },
  {
    file: "thunderbird.csv",
    contacts: [
      "mette.tb@example.org Mette / Aaby / +4532123458",
      "oskar.tb@example.org Oskar / Wilm / +493023125170",
      "rhea.tb@example.org Rhea / Castell",
    ],
    unstored: { "Secondary Email": 1 },
  },
  {
    file: "linkedin-connections.csv",
    rejected: ["URL", "Company", "Position", "Connected On"],
    options: keepRest,
    contacts: ["rhea.li@example.org Rhea / Castell", "beatriz.li@example.org Beatriz / Solana 🌱"],
    invalid: 1,
  },
  {
    file: "linkedin-old.csv",
    rejected: ["Company", "Job Title"],
    options: keepRest,
    contacts: ["ivo.lo@example.org Ivo / Brandl", "lena.lo@example.org Lena / Sørby"],
    program: "Outlook",
  },
  {
    file: "hubspot-contacts.csv",
    rejected: ["Record ID", "Lead Status", "Create Date", "Associated Company", "Country/Region", "Contact owner"],
    options: keepRest,
    contacts: ["carla.hs@example.org Carla / Venn / +12025550144", "noname.hs@example.org noname.hs / –"],
  },
  {
    file: "salesforce-report.csv",
    rejected: ["Salutation", "Account Name", "Title", "Mailing City"],
    options: { map: { "Account Name": "metadata.company" }, ignore: ["Salutation", "Title", "Mailing City"] },
    contacts: ["lena.sr@example.org Lena / Sørby / +4532123459", "oskar.sr@example.org Oskar / Wilm"],
  },
  {
    file: "mailchimp-audience.csv",
    rejected: [
      "Address",
      "MEMBER_RATING",
      "OPTIN_TIME",
      "OPTIN_IP",
      "CONFIRM_TIME",
      "CONFIRM_IP",
      "LAST_CHANGED",
      "LEID",
      "EUID",
      "TAGS",
    ],
    options: keepRest,
    contacts: ["beatriz.mc@example.org Beatriz / Solana / +12025550145", "ivo.mc@example.org ivo.mc / –"],
  },
  {
    file: "constant-contact.csv",
    rejected: ["Email status", "Email permission status", "Email Lists"],
    options: keepRest,
    contacts: ["mette.cc@example.org Mette / Aaby", "tomas.cc@example.org Tomas / –"],
    program: "Constant Contact",
  },
  {
    file: "shopify-customers.csv",
    rejected: [
      "Customer ID",
      "Accepts Email Marketing",
      "Default Address Address1",
      "Default Address City",
      "Default Address Province Code",
      "Default Address Country Code",
      "Default Address Zip",
      "Default Address Phone",
      "Accepts SMS Marketing",
      "Total Spent",
      "Total Orders",
      "Tax Exempt",
      "Tags",
    ],
    options: keepRest,
    contacts: ["carla.sh@example.org Carla / Venn / +12025550146", "ivo.sh@example.org Ivo / Brandl / +4315124570"],
  },
  {
    file: "stripe-customers.csv",
    rejected: [
      "id",
      "Description",
      "Created (UTC)",
      "Delinquent",
      "Plan",
      "Status",
      "Total Spend",
      "Payment Count",
      "Refunded Volume",
      "Dispute Losses",
    ],
    options: keepRest,
    contacts: ["jonas.st@example.org Jonas / Pellin", "desk.st@example.org desk.st / –"],
    program: "Stripe",
  },
  {
    file: "eventbrite-attendees.csv",
    rejected: [
      "Order #",
      "Order Date",
      "Quantity",
      "Ticket Type",
      "Attendee #",
      "Order Type",
      "Currency",
      "Total Paid",
      "Fees Paid",
      "Eventbrite Fees",
      "Eventbrite Payment Processing",
      "Attendee Status",
      "Job Title",
    ],
    options: keepRest,
    contacts: [
      "mette.eb@example.org Mette / Aaby",
      "mette.eb@example.org Mette / Aaby",
      "oskar.eb@example.org Oskar / Wilm",
    ],
  },
  {
    file: "google-forms-responses.csv",
    rejected: ["Timestamp", "What do you need?"],
    options: { ignore: ["Timestamp"], map: { "What do you need?": "metadata.need" } },
    contacts: ["nora.gf@example.org Nora / Feldt", "hugo.gf@example.org Hugo / Marchal"],
  },
  {
    file: "pipedrive-persons.csv",
    rejected: ["Person - Organization", "Person - Marketing status"],
    options: { ignore: ["Person - Organization", "Person - Marketing status"] },
    contacts: [
      "carla.pd@example.org Carla / Venn / +442079460195",
      "jonas.pd@example.org Jonas / Pellin / +442079460196",
    ],
    unstored: { "Person - Email - Home": 1 },
    program: "Pipedrive",
  },
  {
    file: "wix-contacts.csv",
    rejected: ["Labels", "Created At (UTC+0)", "Email subscriber status", "SMS subscriber status", "Language"],
    options: { map: { "Email 1": "email", "Email 2": "email", "Phone 1": "phoneNumber" }, keepRest: true },
    contacts: ["beatriz.wx@example.org Beatriz / Solana / +34912345680", "ivo.wx@example.org Ivo / Brandl"],
    unstored: { "Email 2": 1 },
    program: "Wix",
  },
  {
    file: "ghost-members.csv",
    rejected: ["id", "note", "subscribed_to_emails", "complimentary_plan", "created_at", "labels"],
    options: keepRest,
    contacts: ["lena.gh@example.org Lena / Sørby", "reader.gh@example.org reader.gh / –"],
  },
  {
    file: "listmonk-subscribers.csv",
    rejected: ["uuid", "attributes", "status", "created_at", "updated_at"],
    options: {
      map: { attributes: "metadata.attributes" },
      ignore: ["uuid", "status", "created_at", "updated_at"],
    },
    contacts: ["mette.lm@example.org Mette / Aaby", "oskar.lm@example.org Oskar / Wilm"],
  },
  {
    file: "chatwoot-contacts.csv",
    rejected: ["id"],
    options: { ignore: ["id"] },
    contacts: ["rhea.cw@example.org Rhea / Castell / +442079460197", "joerdis.cw@example.org Jördis / Großmann"],
  },
]

describe("the export of a program", () => {
  it.each(exports)(
    "has the right contacts: $file",
    async ({ file, options, contacts, invalid = 0, unstored, program }) => {
      const read = await normalizedContacts(fixture(`exports/${file}`), options)
      assert.deepStrictEqual<unknown>(read.contacts, contacts)
      assert.lengthOf(read.problems, invalid)
      const counts = read.summary?.unstored.map(({ column, count }) => [column, count]) ?? []
      assert.deepStrictEqual(counts, Object.entries(unstored ?? {}))
      assert.strictEqual(read.header?.program, program ?? null)
    },
  )

  it.each(exports.filter(({ rejected }) => rejected !== undefined))(
    "is rejected without options, naming every column with values that is not understood: $file",
    async ({ file, rejected = [] }) => {
      assert.deepStrictEqual<unknown>(await rejectedColumns(fixture(`exports/${file}`)), rejected)
    },
  )

  it.each(exports.filter(({ rejected, options }) => rejected === undefined && options === undefined))(
    "needs no options: $file",
    async ({ file }) => {
      assert.isAbove((await readBytes(fixture(`exports/${file}`))).contacts.length, 0)
    },
  )
})
