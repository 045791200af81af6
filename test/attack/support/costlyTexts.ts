/** Texts that cost more than they weigh. Each entry stands for its kind. */

const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length)

const contactWith = (fields: object) => (i: number) => ({ email: `slow.${i}@example.com`, ...fields })

/** One contact, with one text far past its limit. */
export const longTexts: ReadonlyArray<{ readonly title: string; readonly contact: unknown }> = [
  {
    title: "a name of 40,000 combining marks",
    contact: contactWith({ firstName: `a${"\u0301\u0323".repeat(20_000)}` })(0),
  },
  { title: "an email of 40,000 combining marks", contact: `a${"\u0301\u0323".repeat(20_000)}@example.com` },
  { title: "a display name of 40,000 combining marks", contact: `a${"\u0301\u0323".repeat(20_000)} <a@example.com>` },
  { title: "a domain of 20,000 Han characters", contact: `a@${"漢".repeat(20_000)}.example` },
  { title: "a domain of 20,000 labels", contact: `a@${"b.".repeat(20_000)}example` },
  { title: "a first name of 3,000,000 words", contact: contactWith({ firstName: "a ".repeat(3_000_000) })(0) },
  { title: "a string of 5,000,000 words", contact: "a ".repeat(5_000_000) },
  { title: "a quoted phrase of 5,000,000 characters", contact: `"${"a".repeat(5_000_000)}" <a@example.com>` },
  { title: "2,000,000 quoted strings", contact: '"a" '.repeat(2_000_000) },
  { title: "1,000,000 open comments", contact: "(".repeat(1_000_000) },
  { title: "1,000,000 encoded words", contact: "=?utf-8?q?a?= ".repeat(500_000) },
  {
    title: "a phone number of 5,000,000 digits",
    contact: contactWith({ phoneNumber: `+${"1".repeat(5_000_000)}` })(0),
  },
  { title: "a phone number of 5,000,000 signs", contact: contactWith({ phoneNumber: "+(0)-".repeat(1_000_000) })(0) },
  {
    title: "a URL of 5,000,000 characters",
    contact: contactWith({ avatarUrl: `https://${"a.".repeat(2_500_000)}` })(0),
  },
  { title: "a source of 5,000,000 blanks", contact: contactWith({ source: " ".repeat(5_000_000) })(0) },
  {
    title: "500,000 account ids",
    contact: contactWith({ accountIds: Array.from({ length: 500_000 }, (_, i) => `A${i}`) })(0),
  },
  { title: "an account id of 5,000,000 characters", contact: contactWith({ accountIds: ["A".repeat(5_000_000)] })(0) },
  {
    title: "metadata of 300,000 empty objects",
    contact: contactWith({ metadata: { a: Array.from({ length: 300_000 }, () => ({})) } })(0),
  },
  { title: "metadata with 5,000,000 escapes", contact: contactWith({ metadata: { a: "\u0001".repeat(800_000) } })(0) },
  {
    title: "JSON text of 5,000,000 characters",
    contact: JSON.stringify({ email: "a@example.com", firstName: "a".repeat(5_000_000) }),
  },
  {
    title: "300,000 unknown properties",
    contact: Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`p${i}`, 1])),
  },
]

/** Contacts that are within all limits and as slow as possible. */
export const slowContacts: ReadonlyArray<{ readonly title: string; readonly contact: (i: number) => unknown }> = [
  {
    title: "names with 30 marks on each letter",
    contact: contactWith({ firstName: repeated(`a${"\u0301\u0323".repeat(15)}`, 1000) }),
  },
  {
    title: "addresses with 30 marks on each letter",
    contact: (i) => `${repeated(`a${"\u0301\u0323".repeat(15)}`, 900)}${i}@example.com`,
  },
  {
    title: "domains of Han characters",
    contact: (i) => `a${i}@${repeated("漢字", 60)}.${repeated("字漢", 60)}.example`,
  },
  { title: "domains of 120 labels", contact: (i) => `a${i}@${"ü.".repeat(110)}example` },
  { title: "mailboxes of 500 open comments", contact: (i) => `${"(".repeat(500)}a${i}@example.com` },
  { title: "mailboxes of 4,000 characters", contact: (i) => `${'(a) "b" '.repeat(500)}<a${i}@example.com>` },
  { title: "mailboxes of encoded words", contact: (i) => `${"=?utf-8?q?=C3=A9?= ".repeat(200)}<a${i}@example.com>` },
  { title: "mailboxes of quoted strings", contact: (i) => `${'"\\"a" '.repeat(500)}<a${i}@example.com>` },
  { title: "phone numbers with (0)", contact: contactWith({ phoneNumber: "+49 (0) 151 2345678" }) },
  { title: "phone numbers with 00 and (0)", contact: contactWith({ phoneNumber: "0049 (0) 151 23 45 67 8" }) },
  { title: "phone numbers with many signs", contact: contactWith({ phoneNumber: `+${"(4)9-".repeat(40)}` }) },
  { title: "phone numbers that no country has", contact: contactWith({ phoneNumber: "+99 (0) 99999999999" }) },
  {
    title: "URLs of 8,000 characters",
    contact: contactWith({ avatarUrl: `https://${repeated("ü.", 250)}/${repeated("é", 7700)}` }),
  },
  {
    title: "metadata 16 levels deep with 3,000 values",
    contact: contactWith({ metadata: { a: Array.from({ length: 3000 }, () => [[]]) } }),
  },
  {
    title: "contacts of 300 unknown properties",
    contact: () => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, 1])),
  },
  {
    title: "the same 1,000 account ids",
    contact: contactWith({ accountIds: Array.from({ length: 1000 }, (_, i) => `A${i}`) }),
  },
  {
    title: "domains of labels that encode nothing",
    contact: (i) => `a${i}@${["9", "z", "0", "a9"].map((text) => `xn--${repeated(text, 50)}.`).join("")}com`,
  },
  { title: "phone numbers of 61 digits", contact: contactWith({ phoneNumber: `+1${"4".repeat(60)}` }) },
  {
    title: "phone numbers with (0) seven times",
    contact: contactWith({ phoneNumber: `+44${"(0)".repeat(7)}2071234567` }),
  },
  { title: "phone numbers of dashes", contact: contactWith({ phoneNumber: `+1${"-".repeat(50)}415` }) },
  { title: "names of joiners", contact: contactWith({ firstName: repeated("a\u200D", 1000) }) },
]
