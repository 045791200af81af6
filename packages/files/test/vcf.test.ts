import { readFileSync } from "node:fs"
import { InvalidRequest, type StreamedContact } from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { openCards } from "../src/vcf/openCards.ts"
import { readVcf } from "../src/vcf/readVcf.ts"
import type { VcfHeader, VcfOptions, VcfSummary } from "../src/vcf/VcfOptions.ts"
import { cardDialect, type WrittenProperty, writeCards } from "./support/cards.ts"
import { contactsIn } from "./support/contacts.ts"

const read = async (bytes: Uint8Array | string, options?: VcfOptions, size = 65536) => {
  const whole = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes
  const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
    whole.subarray(i * size, (i + 1) * size),
  )
  const told: { header?: VcfHeader; summary?: VcfSummary } = {}
  const listener = {
    onHeader: (header: VcfHeader) => {
      told.header = header
    },
    onEnd: (summary: VcfSummary) => {
      told.summary = summary
    },
  }
  const items: ReadonlyArray<StreamedContact> = await Effect.runPromise(
    Stream.runCollect(readVcf(Stream.fromIterable(pieces), options, listener)),
  )
  return { items, contacts: contactsIn(items), ...told }
}

const problemsOf = async (text: string | Uint8Array, options?: VcfOptions) => {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text
  const error = await Effect.runPromise(Effect.flip(Stream.runDrain(readVcf(Stream.make(bytes), options))))
  if (!(error instanceof InvalidRequest)) throw error
  return error.problems
}

const card = (...lines: ReadonlyArray<string>) => ["BEGIN:VCARD", "VERSION:3.0", ...lines, "END:VCARD", ""].join("\r\n")

const fixture = (file: string) => new Uint8Array(readFileSync(new URL(`fixtures/${file}`, import.meta.url)))

describe("an address book as programs export it", () => {
  it.each([
    [
      "icloud.vcf",
      [
        { email: "nora.ic@example.org", firstName: "Nora", lastName: "Feldt", phoneNumber: "+49 30 23125193" },
        { email: "tomas.ic@example.org", firstName: "Tomas", phoneNumber: "+44 20 7946 0199" },
      ],
    ],
    [
      "apple-contacts.vcf",
      [{ email: "rhea.ap@example.org", firstName: "Rhea", lastName: "Castell", phoneNumber: "+44 20 7946 0131" }],
    ],
    [
      "evolution.vcf",
      [{ email: "mette.ev@example.org", firstName: "Mette", lastName: "Aaby", phoneNumber: "+431 5124574" }],
    ],
    [
      "nextcloud.vcf",
      [
        { email: "lena.nc@example.org", firstName: "Lena", lastName: "Sørby", phoneNumber: "+45 32 12 34 61" },
        { email: "oskar.nc@example.org", firstName: "Oskar", lastName: "Wilm" },
      ],
    ],
  ])("needs no options, in pieces of any size: %s", async (file, expected) => {
    for (const size of [1, 7, 65536]) {
      assert.deepStrictEqual<unknown>((await read(fixture(file), {}, size)).contacts, expected)
    }
  })

  it("with properties that no field holds is rejected by their names", async () => {
    const names = (await problemsOf(fixture("outlook.vcf"))).map(({ field }) => field)
    assert.deepStrictEqual(names, ["ORG", "TITLE", "ADR"])
    const { contacts } = await read(fixture("outlook.vcf"), { keepRest: true })
    assert.deepStrictEqual<unknown>(contacts, [
      {
        email: "carla.ov@example.org",
        firstName: "Carla",
        lastName: "Venn",
        phoneNumber: "+1 202-555-0147",
        metadata: {
          ORG: "Example Trading, Inc., Sales",
          TITLE: "Buyer",
          ADR: "1 Main St, Springfield, IL, 62701, United States of America",
        },
      },
    ])
    const mapped = await read(fixture("outlook.vcf"), { map: { ORG: "metadata.company" }, ignore: ["TITLE", "ADR"] })
    assert.deepStrictEqual((mapped.contacts as any)[0].metadata, { company: "Example Trading, Inc., Sales" })
  })
})

describe("a card", () => {
  // Names lose white space at their ends, and cards have no other control characters.
  const latin = fc.string({
    unit: fc.constantFrom("a", "ü", "ß", "é", ";", ",", "\\", ":", "=", '"', "x".repeat(30)),
    minLength: 1,
  })
  const any = fc
    .string({ unit: "grapheme", minLength: 1 })
    .map((text) => `x${text.toWellFormed().replaceAll(/\p{Cc}/gu, "")}x`)

  it("is read as it was written, by any program, in pieces of any size", async () => {
    const cards = cardDialect.chain((dialect) => {
      const text = dialect.charset === "UTF-8" && !dialect.isQuotedPrintable ? any : latin
      const one = fc.record({ first: text, last: text, org: text, note: text })
      return fc.tuple(
        fc.constant(dialect),
        fc.array(one, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
      )
    })
    await fc.assert(
      fc.asyncProperty(cards, async ([dialect, people, size]) => {
        const written = people.map(
          ({ first, last, org, note }, i): ReadonlyArray<WrittenProperty> => [
            ["N", last, first.replaceAll(",", "."), "", "", ""],
            ["EMAIL;TYPE=INTERNET", `p${i}@example.org`],
            ["ORG", org],
            ["NOTE", `${note}\nsecond`],
          ],
        )
        const { contacts } = await read(writeCards(written, dialect), { keepRest: true }, size)
        const expected = people.map(({ first, last, org, note }, i) => ({
          email: `p${i}@example.org`,
          firstName: first.replaceAll(",", "."),
          lastName: last.replaceAll(/(?<=\S),(?=\S)/g, " "),
          metadata: { ORG: org, NOTE: `${note}\nsecond` },
        }))
        assert.deepStrictEqual<unknown>(contacts, expected)
      }),
    )
  })

  it.each<[string, ReadonlyArray<string>, object]>([
    [
      "the lowest PREF",
      ["EMAIL;PREF=2:b@example.org", "EMAIL;PREF=1:a@example.org", "EMAIL;TYPE=pref:c@example.org"],
      { email: "a@example.org" },
    ],
    [
      "the one marked as preferred",
      ["EMAIL:b@example.org", "EMAIL;TYPE=work,pref:a@example.org"],
      { email: "a@example.org" },
    ],
    [
      "the one marked as in vCard 2.1",
      ["EMAIL;INTERNET:b@example.org", "EMAIL;INTERNET;PREF:a@example.org"],
      { email: "a@example.org" },
    ],
    ["the first", ["EMAIL:a@example.org", "EMAIL:b@example.org"], { email: "a@example.org" }],
    [
      "the first number for speaking",
      [
        "EMAIL:a@example.org",
        "TEL;TYPE=fax,pref:1",
        "item1.TEL:2",
        "item1.X-ABLabel:_$!<HomeFAX>!$_",
        "TEL;PAGER:3",
        "TEL;VALUE=uri:tel:+49-30-901820",
      ],
      { email: "a@example.org", phoneNumber: "tel:+49-30-901820" },
    ],
    ["no name that is the address", ["FN:a@example.org", "EMAIL:a@example.org"], { email: "a@example.org" }],
    [
      "a full name",
      ["FN:Lovelace\\, Ada", "EMAIL:a@example.org"],
      { email: "a@example.org", firstName: "Ada", lastName: "Lovelace" },
    ],
    [
      "several given names",
      ["N:King;Ada,Augusta;;;", "EMAIL:a@example.org"],
      { email: "a@example.org", firstName: "Ada Augusta", lastName: "King" },
    ],
    [
      "a text in base64",
      ["N;ENCODING=b:S2luZztBZGE=", "EMAIL:a@example.org"],
      { email: "a@example.org", firstName: "Ada", lastName: "King" },
    ],
  ])("has %s", async (_name, lines, expected) => {
    assert.deepStrictEqual<unknown>((await read(card(...lines))).contacts, [expected])
  })

  it("has middle names, prefixes and suffixes as data, and never in its name", async () => {
    const text = card("N:King;Ada;Byron;Countess;PhD", "EMAIL:a@example.org")
    const fields = (await problemsOf(text)).map(({ field }) => field)
    assert.deepStrictEqual(fields, ["Middle Name", "Name Prefix", "Name Suffix"])
    const { contacts } = await read(text, { keepRest: true })
    assert.deepStrictEqual<unknown>(contacts, [
      {
        email: "a@example.org",
        firstName: "Ada",
        lastName: "King",
        metadata: { "Middle Name": "Byron", "Name Prefix": "Countess", "Name Suffix": "PhD" },
      },
    ])
  })

  it("tells which of several addresses is used", async () => {
    const text = card("EMAIL:a@example.org", "EMAIL:b@example.org", "EMAIL;PREF=1:c@example.org", "TEL;TYPE=FAX:1")
    const { summary, header } = await read(text + card("EMAIL:d@example.org"))
    const choice = { line: 1, column: "EMAIL", used: "c@example.org", notUsed: ["a@example.org", "b@example.org"] }
    assert.deepStrictEqual(summary, {
      unstored: [{ column: "EMAIL", count: 2 }],
      choices: { count: 1, first: [choice] },
    })
    assert.strictEqual(header?.cards, 2)
    assert.deepStrictEqual(header?.columns.at(-1), { name: "FAX", target: null, isUnderstood: true })
  })

  it("passes over photos, however long they are, agents and groups", async () => {
    const photo = `PHOTO;ENCODING=b;TYPE=JPEG:${"A".repeat(1_100_000)}`
    const folded = ["PHOTO;BASE64:", ...Array<string>(20_000).fill(` ${"B".repeat(70)}`), ""]
    const agent = ["AGENT:", "BEGIN:VCARD", "EMAIL:agent@example.org", "END:VCARD"]
    const group = card("X-ADDRESSBOOKSERVER-KIND:group", "FN:Friends", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1")
    const { contacts } = await read(
      group + card(photo, ...folded, ...agent, "CATEGORIES:friends", "EMAIL:a@example.org"),
    )
    assert.deepStrictEqual<unknown>(contacts, [{ email: "a@example.org" }])
  })

  it("without an address is a contact without one", async () => {
    assert.deepStrictEqual<unknown>((await read(card("FN:Ada King"))).contacts, [
      { firstName: "Ada", lastName: "King" },
    ])
  })
})

describe("the encoding of a file", () => {
  const text = card("N:Müller;Jürgen", "EMAIL:a@example.org")
  const expected = [{ email: "a@example.org", firstName: "Jürgen", lastName: "Müller" }]

  it.each<[string, Buffer]>([
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16, big-endian", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("is detected: %s", async (_name, bytes) => {
    for (const size of [1, 3, 65536])
      assert.deepStrictEqual<unknown>((await read(new Uint8Array(bytes), {}, size)).contacts, expected)
  })

  it("that is another one has to be named", async () => {
    const bytes = new Uint8Array(Buffer.from(text, "latin1"))
    const [problem] = await problemsOf(bytes)
    assert.strictEqual(problem?.code, "invalid_encoding")
    assert.match(problem?.message ?? "", /in the card that begins in line 1: .*encoding: "windows-1252"/)
    assert.deepStrictEqual<unknown>((await read(bytes, { encoding: "windows-1252" })).contacts, expected)
    assert.strictEqual((await problemsOf(bytes, { encoding: "x" }))[0]?.field, "encoding")
  })

  it("that a property names is its own", async () => {
    const bytes = (value: string, charset: string) =>
      new Uint8Array(
        Buffer.concat([Buffer.from(card("EMAIL:a@example.org", `N;CHARSET=${charset}:${value}`), "latin1")]),
      )
    assert.deepStrictEqual<unknown>((await read(bytes("M\u00fcller;J", "ISO-8859-1"))).contacts, [
      { email: "a@example.org", firstName: "J", lastName: "Müller" },
    ])
    assert.match(
      String((await read(bytes("M\u00fc", "UTF-8"))).contacts[0]),
      /^has N with bytes that are not text in UTF-8$/,
    )
    assert.match(
      String((await read(bytes("M", "x-klingon"))).contacts[0]),
      /^has N in the unknown charset "x-klingon"$/,
    )
  })
})

describe("a card that is torn", () => {
  const good = card("EMAIL:b@example.org")

  it.each<[string, string, number, RegExp]>([
    ["no end", "BEGIN:VCARD\nEMAIL:a@example.org\n", 1, /^has no END:VCARD before the next card in line 3: add it$/],
    ["no beginning", "EMAIL:a@example.org\nEND:VCARD\n", 1, /^is outside of a card: add BEGIN:VCARD above it$/],
    [
      "a line that is not a property",
      card("EMAIL:a@example.org", "what is this"),
      1,
      /^has a line that is not a property: line 4$/,
    ],
    ["quoted-printable that does not end", card("EMAIL:a@example.org", "NOTE;ENCODING=QUOTED-PRINTABLE:x="), 0, /^$/],
    [
      "a line that is too long",
      card("EMAIL:a@example.org", `NOTE:${"x".repeat(1_100_000)}`),
      1,
      /more than 1048576 characters in line 4/,
    ],
    [
      "a folded line that is too long",
      card("EMAIL:a@example.org", "NOTE:", ...Array<string>(20_000).fill(` ${"x".repeat(60)}`)),
      1,
      /more than 1048576 characters in line 4/,
    ],
    [
      "too many properties",
      card(...Array<string>(1001).fill("EMAIL:a@example.org")),
      1,
      /^has more than 1000 properties$/,
    ],
  ])("does not hide the next one: %s", async (_name, torn, line, message) => {
    const { items } = await read(torn + good, { ignore: /NOTE/.test(torn) && line === 0 ? ["NOTE"] : [] })
    const last = items.at(-1)
    assert.deepStrictEqual<unknown>(last !== undefined && "contact" in last ? last.contact : last, {
      email: "b@example.org",
    })
    const problems = items.flatMap((item) => ("problem" in item ? [item] : []))
    assert.deepStrictEqual(
      problems.map((item) => item.line),
      line === 0 ? [] : [line],
    )
    if (problems[0] !== undefined) assert.match(problems[0].problem.message, message)
  })

  it("at the end of the file is a problem", async () => {
    const { items } = await read(`${good}BEGIN:VCARD\r\nEMAIL:a@example.org`)
    assert.strictEqual(items.length, 2)
    assert.match(String(contactsIn(items)[1]), /^has no END:VCARD: the file is cut off/)
  })

  it("never hides another, wherever lines are missing", async () => {
    const lines = card("N:King;Ada", "EMAIL:a@example.org", "NOTE;ENCODING=QUOTED-PRINTABLE:x=", "y").split("\r\n")
    await fc.assert(
      fc.asyncProperty(fc.subarray(lines.slice(0, -1)), async (kept) => {
        const { items } = await read(`${good}${kept.map((line) => `${line}\r\n`).join("")}${good}`, { keepRest: true })
        const found = items.filter((item) => "contact" in item && (item.contact as any).email === "b@example.org")
        assert.lengthOf(found, 2)
      }),
    )
  })
})

describe("a file without cards", () => {
  it.each(["", "\r\n", "\uFEFF", "email\nada@example.org"])("is rejected: %j", async (text) => {
    const [problem] = await problemsOf(text)
    assert.deepStrictEqual([problem?.code, problem?.field], ["invalid_file", "body"])
  })

  it("gives contacts or reasons, whatever it is", async () => {
    const line = fc.oneof(
      fc.constantFrom(
        "BEGIN:VCARD",
        "END:VCARD",
        "AGENT:",
        " ",
        "EMAIL:a@example.org",
        "N;ENCODING=QUOTED-PRINTABLE:=",
        "TEL;:",
        "item1.",
        ";",
        ":",
      ),
      fc.string(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.uint8Array(), async (lines, bytes) => {
        for (const file of [new TextEncoder().encode(lines.join("\n")), bytes]) {
          const result = await Effect.runPromise(Effect.result(Stream.runDrain(readVcf(Stream.make(file)))))
          if (result._tag === "Failure") assert.instanceOf(result.failure, InvalidRequest)
        }
      }),
    )
  })
})

describe("a file that would take long", () => {
  it("may have a value of 300,000 lines", async () => {
    for (const [name, line] of [
      ["NOTE;ENCODING=QUOTED-PRINTABLE:", "a=\n"],
      ["NOTE:", "\n a"],
    ] as const) {
      const { contacts } = await read(card(`${name}${line.repeat(300_000)}`, "EMAIL:ada@example.org"), {
        ignore: ["NOTE"],
      })
      assert.lengthOf(contacts, 1)
    }
  })

  it("has rows that end with the last value of their card", async () => {
    const many = card("EMAIL:ada@example.org", ...Array.from({ length: 900 }, (_, i) => `NOTE:${i}`))
    const text = new TextEncoder().encode(many + card("EMAIL:eve@example.org", "NOTE:a", "NOTE:b"))
    const table = await Effect.runPromise(openCards(Stream.make(text)))
    const rows = await Effect.runPromise(Stream.runCollect(table.rows))
    assert.deepStrictEqual(
      rows.map(({ cells }) => cells.length),
      [901, 3],
    )
    assert.deepStrictEqual(rows[1]?.cells, ["eve@example.org", "a", "b"])
  })
})
