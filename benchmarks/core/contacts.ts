/** Contacts as in an imported customer list: distinct, with names in several scripts and phones of several countries. */

const firstNames = ["Ada", "Grace", "Zoë", "Владимир", "Jean-Luc", "Nguyễn", "Maria José", "Alan", "李", "Katherine"]
const lastNames = [
  "Lovelace",
  "Hopper",
  "O'Neil",
  "Иванов",
  "Picard",
  "Turing",
  "Müller",
  "Johnson",
  "山田",
  "van der Berg",
]
const domains = ["example.com", "mail.example.org", "customers.example.co.uk", "example.io"]
/** Prefixes; four more digits complete each number. */
const phones = ["+1415555", "+44207946", "+49301234", "+3312345", "+91987654"]

const at = (list: ReadonlyArray<string>, i: number): string => list[i % list.length] ?? ""

const phoneNumber = (i: number): string => `${at(phones, i)}${1000 + (i % 9000)}`

const email = (i: number): string => `contact.${(i * 7919).toString(36)}@${at(domains, i)}`

const contact = (i: number) => ({
  email: email(i),
  firstName: at(firstNames, i),
  lastName: at(lastNames, i * 3),
  phoneNumber: phoneNumber(i),
})

const list = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, i) => make(i))

const formatted = (phone: string): string =>
  `${phone.slice(0, 3)} (${phone.slice(3, 6)}) ${phone.slice(6, 9)}-${phone.slice(9)}`

/** The forms a contact may take in a request. */
export const forms = {
  address: (count: number) => list(count, email),
  mailbox: (count: number) => list(count, (i) => `${at(firstNames, i)} ${at(lastNames, i * 3)} <${email(i)}>`),
  jsonText: (count: number) => list(count, (i) => JSON.stringify(contact(i))),
  object: (count: number) => list(count, contact),
}

/** Values of single fields. */
export const fields = {
  email: (count: number) => list(count, email),
  mixedCaseEmail: (count: number) => list(count, (i) => `Contact.${i}@Example.COM`),
  unicodeEmail: (count: number) => list(count, (i) => `contact${i}@bücher.example`),
  name: (count: number) => list(count, (i) => `${at(firstNames, i)} ${at(lastNames, i * 3)}`),
  e164: (count: number) => list(count, phoneNumber),
  formattedPhone: (count: number) => list(count, (i) => formatted(phoneNumber(i))),
}
