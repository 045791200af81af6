import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { fieldsByName, knownField } from "../../src/csv/columns/knownNames.ts"
import { dutch } from "../../src/csv/columns/languages/dutch.ts"
import { english } from "../../src/csv/columns/languages/english.ts"
import { french } from "../../src/csv/columns/languages/french.ts"
import { german } from "../../src/csv/columns/languages/german.ts"
import { italian } from "../../src/csv/columns/languages/italian.ts"
import { portuguese } from "../../src/csv/columns/languages/portuguese.ts"
import { spanish } from "../../src/csv/columns/languages/spanish.ts"
import { programs } from "../../src/csv/columns/programs/index.ts"
import { contactFields } from "../../src/request/parseContactInput.ts"
import { contactsOf, problemsOf, readText, rejectedColumns } from "./support/read.ts"

const languages = { english, german, french, spanish, portuguese, italian, dutch }

describe("the name of a column", () => {
  it("has one meaning in all languages and all programs", () => {
    const meanings = new Map<string, string>()
    for (const names of [...Object.values(languages), ...programs.map(({ fields = {} }) => fields)]) {
      for (const [folded, field] of fieldsByName(names)) {
        assert.strictEqual(meanings.get(folded) ?? field, field, folded)
        meanings.set(folded, field)
      }
    }
  })

  it("is found in any spelling", () => {
    const separator = fc.constantFrom("", " ", "_", "-", "  ", "\u00a0", "\u200b", "\u2011")
    const spelled = fc.constantFrom(...contactFields).chain((field) =>
      fc
        .array(fc.tuple(fc.boolean(), separator), { minLength: field.length, maxLength: field.length })
        .map((choices) => ({
          field,
          name: choices
            .map(([isUpper, after], i) => (isUpper ? field[i]?.toUpperCase() : field[i]?.toLowerCase()) + after)
            .join(""),
        })),
    )
    fc.assert(fc.property(spelled, ({ field, name }) => assert.strictEqual(knownField(name), field)))
  })

  it.each([
    ["E-Mail", "email"],
    ["email 2", "email"],
    ["Email Address *", "email"],
    ["e‑mail :", "email"],
    ["Prenom", "firstName"],
    ["PRÉNOM", "firstName"],
    ["Téléphone 2 (bureau)", "phoneNumber"],
    ["Telefoonnummer", "phoneNumber"],
    ["Vor- und Nachname", "fullName"],
    ["Cognome", "lastName"],
    ["Endereço de e-mail", "email"],
    ["Dirección de correo electrónico", "email"],
    ["Lead Source", "source"],
  ])("is known: %s", (name, field) => assert.strictEqual(knownField(name), field))

  it.each([
    ...["Company", "e.mail", "constructor", "__proto__", "", "Title", "Prefix", "Middle Name", "Nickname"],
    // Of other programs, and not this product's.
    ...["id", "created_at", "Account", "AccountId", "Account ID", "Account Name", "importId"],
    // Addresses and numbers of another kind, or of somebody else.
    ...["Business Fax", "Fax", "Pager", "Assistant's Phone", "ISDN", "Telex", "Callback", "TTY/TDD Phone", "Faxnummer"],
    ...["Email status", "Email Opt In", "Accepts Email Marketing", "Contact owner", "Fax 2", "First Name 2"],
    // Last name first.
    ...["Nom et prénom", "Apellidos y nombre", "Cognome e nome", "Name, Vorname"],
  ])("is not guessed: %s", (name) => assert.isUndefined(knownField(name)))

  it("is not looked at if it is too long", () => assert.isUndefined(knownField("e\u0301".repeat(1_000_000))))
})

describe("a column called name", () => {
  const ada = { firstName: "Ada", lastName: "Lovelace" }
  it.each<[string, object]>([
    ["Name\nAda Lovelace", ada],
    ["name,first name,last name\nAda Lovelace,,", ada],
    ["Naam\nAda Lovelace", ada],
    ["Name,Vorname\nLovelace,Ada", ada],
    ["Naam,Voornaam\nLovelace,Ada", ada],
    ["Name,Surname\nAda,Lovelace", ada],
    ["name,last_name\nAda,Lovelace", ada],
    ["Nom,Prénom\nLovelace,Ada", ada],
    ["Prénom,Nom\nAda,Lovelace", ada],
    ["Nom,Prénom,Nom de famille\nAda Lovelace,,", ada],
    ["Nombre,Apellidos\nAda,Lovelace", ada],
    ["Apellido,Nombre\nLovelace,Ada", ada],
    ["Nome,Cognome\nAda,Lovelace", ada],
    ["Nome,Sobrenome\nAda,Lovelace", ada],
    ["Nome,Apelido\nAda,Lovelace", ada],
    ["Primeiro nome,Apelido\nAda,Lovelace", ada],
  ])("is what those next to it leave over: %s", async (table, contact) => {
    const [header, row] = table.split("\n")
    assert.deepStrictEqual<unknown>(await contactsOf(`${header},email\n${row},a@example.org\n`), [
      { ...contact, email: "a@example.org" },
    ])
  })

  it.each(["Name,First Name", "Nom", "Nombre", "Nome", "Nom,Nom de famille", "Nombre,First Name"])(
    "rejects the file if two readings remain and it has values: %s",
    async (header) => {
      const row = header.replaceAll(/[^,]+/g, "Ada")
      for (const keepRest of [false, true]) {
        const [problem, ...others] = await problemsOf(`${header},email\n${row},a@example.org\n`, { keepRest })
        assert.deepStrictEqual([problem?.code, problem?.field, others], ["ambiguous_column", header.split(",")[0], []])
        assert.include(problem?.message, '": "fullName" }')
      }
      const empty = header.replaceAll(/[^,]+/g, "")
      assert.deepStrictEqual<unknown>(await contactsOf(`${header},email\n${empty},a@example.org\n`), [
        { email: "a@example.org" },
      ])
    },
  )

  it("is what the options say", async () => {
    const text = "Nombre,email\nAda,a@example.org\n"
    assert.deepStrictEqual<unknown>(await contactsOf(text, { map: { Nombre: "firstName" } }), [
      { firstName: "Ada", email: "a@example.org" },
    ])
    assert.deepStrictEqual<unknown>(await contactsOf(text, { ignore: ["Nombre"] }), [{ email: "a@example.org" }])
  })

  it("leaves a nickname to Brazil, where there is another last name", async () => {
    assert.deepStrictEqual<unknown>(
      await rejectedColumns("Primeiro nome,Sobrenome,Apelido,email\nAda,Lovelace,Adinha,a@example.org\n"),
      ["Apelido"],
    )
  })
})

describe("a full name", () => {
  it("is used in the rows in which first and last name are both empty, wherever its column is", async () => {
    const rows = [
      ["Ada Lovelace", "", ""],
      ["Ada Lovelace", "Augusta", ""],
      ["Lovelace, Ada", "Ada", "Lovelace"],
      ["", "Ada", ""],
    ]
    const expected = [
      { firstName: "Ada", lastName: "Lovelace" },
      { firstName: "Augusta" },
      { firstName: "Ada", lastName: "Lovelace" },
      { firstName: "Ada" },
    ]
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 1, 0],
    ]) {
      const table = [["Full Name", "First Name", "Last Name"], ...rows].map((row) => order.map((i) => `"${row[i]}"`))
      const text = table.map((row, i) => `${i === 0 ? "email" : "a@example.org"},${row.join(",")}`).join("\n")
      const { contacts, summary } = await readText(text)
      assert.deepStrictEqual<unknown>(
        contacts.map((item) => ("contact" in item ? item.contact : item)),
        expected.map((contact) => ({ email: "a@example.org", ...contact })),
      )
      // The one that says something else is told.
      assert.deepStrictEqual<unknown>(summary?.unstored, [{ column: "Full Name", count: 1 }])
    }
  })

  it("that is the address is no name", async () => {
    assert.deepStrictEqual<unknown>(await contactsOf("email,Display Name\nada@example.org,Ada@Example.org\n"), [
      { email: "ada@example.org" },
    ])
  })

  it("in the cell of the address is used if the row has none", async () => {
    const text = "email,firstName\nAda Lovelace <a@example.org>,\nBob Ray <b@example.org>,Robert\n"
    assert.deepStrictEqual<unknown>(await contactsOf(text), [
      { email: "a@example.org", firstName: "Ada", lastName: "Lovelace" },
      { email: "b@example.org", firstName: "Robert" },
    ])
  })
})

describe("several columns of one field", () => {
  it("give the first value that is there, in the order of the file; others are counted, unless they say the same", async () => {
    const { contacts, summary } = await readText(
      [
        "email,Mobile,Home Phone,Work Phone",
        "a@example.org,1,2,3",
        "b@example.org, ,2,2",
        "c@example.org,,,3",
        "d@example.org,1,,3",
      ].join("\n"),
    )
    assert.deepStrictEqual(
      contacts.map((item) => ("contact" in item ? (item.contact as any).phoneNumber : item)),
      ["1", "2", "3", "1"],
    )
    assert.deepStrictEqual<unknown>(summary?.unstored, [
      { column: "Home Phone", count: 1 },
      { column: "Work Phone", count: 2 },
    ])
  })

  it("may have the same name", async () => {
    const { contacts, summary } = await readText("email,Phone,Phone\na@example.org,,2\nb@example.org,1,2\n")
    assert.deepStrictEqual<unknown>(contacts, [
      { line: 2, contact: { email: "a@example.org", phoneNumber: "2" } },
      { line: 3, contact: { email: "b@example.org", phoneNumber: "1" } },
    ])
    assert.deepStrictEqual<unknown>(summary?.unstored, [{ column: "Phone", count: 1 }])
  })
})

describe("a column that is not understood", () => {
  const text = "email,Titre,Firma,Titre,\na@example.org,Dr,ACME,Prof,x\nb@example.org,,,Prof,\n"

  it("rejects the file if it has values, also if the first is in the last row", async () => {
    const rows = "a@example.org,\n".repeat(30_000)
    const [problem, ...others] = await problemsOf(`email,Company\n${rows}b@example.org,"ACME\nLtd"\n`)
    assert.deepStrictEqual([problem?.line, problem?.field, others], [30_002, "Company", []])
    for (const part of [
      'has 1 value ("ACME Ltd")',
      'map: { "Company": "metadata.Company" }',
      'ignore: ["Company"]',
      "keepRest: true",
    ]) {
      assert.include(problem?.message, part)
    }
    assert.deepStrictEqual(await rejectedColumns(text), ["Titre", "Firma", "Titre", "column 5"])
  })

  it("means nothing if it is empty", async () => {
    assert.deepStrictEqual<unknown>(await contactsOf("email,Company,\na@example.org, ,\u200b\n"), [
      { email: "a@example.org" },
    ])
  })

  it("can be mapped, ignored or kept; columns of one name are kept as NAME and NAME 2", async () => {
    assert.deepStrictEqual<unknown>(await contactsOf(text, { keepRest: true }), [
      { email: "a@example.org", metadata: { Titre: "Dr", Firma: "ACME", "Titre 2": "Prof", "column 5": "x" } },
      { email: "b@example.org", metadata: { Titre: "Prof" } },
    ])
    assert.deepStrictEqual<unknown>(
      await contactsOf(text, { ignore: ["Titre", "column 5"], map: { Firma: "metadata.company" } }),
      [{ email: "a@example.org", metadata: { company: "ACME" } }, { email: "b@example.org" }],
    )
    const { contacts, summary } = await readText(text, { map: { Titre: "metadata.t" }, ignore: ["Firma", "column 5"] })
    assert.deepStrictEqual<unknown>(
      contacts.map((item) => "contact" in item && item.contact),
      [
        { email: "a@example.org", metadata: { t: "Dr" } },
        { email: "b@example.org", metadata: { t: "Prof" } },
      ],
    )
    assert.deepStrictEqual<unknown>(summary?.unstored, [{ column: "Titre", count: 1 }])
  })

  it("is kept whatever its name is", async () => {
    const names = ["__proto__", "constructor", "toString", "a.b", "email status"]
    const [contact] = await contactsOf(`email,${names.join(",")}\na@example.org,1,2,3,4,5\n`, { keepRest: true })
    assert.deepStrictEqual<unknown>(
      Object.entries((contact as any).metadata),
      names.map((name, i) => [name, String(i + 1)]),
    )
  })

  it("is kept next to the metadata that the file has, under a key of its own", async () => {
    const file = (metadata: string) => `email,metadata,Firma\na@example.org,"${metadata.replaceAll('"', '""')}",ACME\n`
    assert.deepStrictEqual<unknown>(await contactsOf(file('{"a":1}'), { keepRest: true }), [
      { email: "a@example.org", metadata: { a: 1, Firma: "ACME" } },
    ])
    const [twice] = (await readText(file('{"Firma":1}'), { keepRest: true })).contacts
    assert.deepStrictEqual(
      [twice?.line, twice !== undefined && "problem" in twice && twice.problem.code],
      [2, "duplicate_column"],
    )
    const both = await problemsOf("email,a,b\na@example.org,1,2\n", { keepRest: true, map: { a: "metadata.b" } })
    assert.deepStrictEqual(
      both.map(({ field, code }) => [field, code]),
      [["b", "duplicate_column"]],
    )
  })
})

describe("a row", () => {
  it("has JSON where a value is an object or an array; other text is left to validation", async () => {
    const text = [
      "email,accountIds,metadata,customFieldValues",
      'a@example.org,A1,"{""a"":1}","[{""b"":2}]"',
      'b@example.org,"[""A1"",""A2""]",no JSON,"{"',
    ].join("\n")
    const contacts = await contactsOf(text)
    assert.deepStrictEqual<unknown>(contacts, [
      { email: "a@example.org", accountIds: "A1", metadata: { a: 1 }, customFieldValues: [{ b: 2 }] },
      { email: "b@example.org", accountIds: ["A1", "A2"], metadata: "no JSON", customFieldValues: "{" },
    ])
  })

  it("may end early; cells after the last column must be empty", async () => {
    const { contacts } = await readText("email,source,Firma\na@example.org\nb@example.org,x,,, ,\nc@example.org,x,,y\n")
    assert.deepStrictEqual<unknown>(contacts.slice(0, 2), [
      { line: 2, contact: { email: "a@example.org" } },
      { line: 3, contact: { email: "b@example.org", source: "x" } },
    ])
    assert.deepStrictEqual<unknown>(contacts[2], {
      line: 4,
      problem: {
        code: "invalid_csv",
        message: "has 4 cells but the header has 3: put cells that contain the separator in quotes",
      },
    })
  })

  it("has the phone numbers of leads without the prefix", async () => {
    assert.deepStrictEqual<unknown>(await contactsOf("email,phone_number\na@example.org,p:+4915123456789\n"), [
      { email: "a@example.org", phoneNumber: "+4915123456789" },
    ])
  })

  it("with another one in a quoted cell is rejected, by the line of the quote", async () => {
    const text =
      'email,source,Notes\na@example.org,x,"call her\nb@example.org,,\nc@example.org,,done"\nd@example.org,,\n'
    const { contacts } = await readText(text, { keepRest: true })
    assert.deepStrictEqual(
      contacts.map((item) => [item.line, "problem" in item && item.problem.code]),
      [
        [2, "invalid_csv"],
        [5, false],
      ],
    )
    const note = 'email,source,Notes\na@example.org,x,"call her\nor b@example.org, then, later"\n'
    assert.lengthOf((await readText(note, { keepRest: true })).contacts, 1)
    assert.deepStrictEqual<unknown>((await contactsOf(note, { ignore: ["Notes"] }))[0], {
      email: "a@example.org",
      source: "x",
    })
  })
})

describe("what programs fill in for everybody", () => {
  const outlook = "E-mail Address,E-mail Type,Gender,Priority,Private,Sensitivity,Birthday,Initials\n"

  it("counts as empty in their exports, kept or not", async () => {
    const row = "a@example.org,SMTP,Unspecified,Normal,False,Normal,0/0/00,A.L.\n"
    for (const keepRest of [false, true]) {
      assert.deepStrictEqual<unknown>(await contactsOf(outlook + row, { keepRest }), [{ email: "a@example.org" }])
    }
  })

  it("is data if it says something", async () => {
    const row = "a@example.org,SMTP,Female,High,True,Private,12/10/1815,A.L.\n"
    assert.deepStrictEqual(await rejectedColumns(outlook + row), [
      "Gender",
      "Priority",
      "Private",
      "Sensitivity",
      "Birthday",
    ])
  })

  it("is data in other files", async () => {
    assert.deepStrictEqual(await rejectedColumns("email,Priority,Birthday\na@example.org,Normal,0/0/00\n"), [
      "Priority",
      "Birthday",
    ])
  })

  it("is known in other languages", async () => {
    const files = [
      "E-Mail-Adresse,E-Mail-Typ,Geschlecht,Priorität,Privat,Vertraulichkeit,Geburtstag,Initialen\na@example.org,SMTP,Keine Angabe,Normal,Aus,Normal,0.0.00,AL\n",
      "Adresse de messagerie,Type de messagerie,Sexe,Priorité,Privé,Critère de diffusion,Anniversaire,Initiales\na@example.org,SMTP,Non spécifié,Normale,Faux,Normal,00/00/00,AL\n",
      "E-mailadres,E-mailtype,Geslacht,Prioriteit,Privé,Gevoeligheid,Verjaardag,Initialen\na@example.org,SMTP,Niet opgegeven,Normaal,Onwaar,Normaal,0-0-00,AL\n",
      "Indirizzo posta elettronica,Tipo posta elettronica,Sesso,Priorità,Privato,Riservatezza,Compleanno,Iniziali\na@example.org,SMTP,Non specificato,Normale,Falso,Normale,0/0/00,AL\n",
    ]
    for (const file of files) assert.deepStrictEqual<unknown>(await contactsOf(file), [{ email: "a@example.org" }])
  })

  it("keeps the labels that users give in Google Contacts, not the system's", async () => {
    const text =
      "First Name,Labels,E-mail 1 - Label,E-mail 1 - Value\nAda,* myContacts ::: VIP ::: * starred,* Work,a@example.org\n"
    assert.deepStrictEqual<unknown>(await contactsOf(text, { keepRest: true }), [
      { firstName: "Ada", email: "a@example.org", metadata: { Labels: "VIP" } },
    ])
    const address =
      "E-mail 1 - Value,Address 1 - Label,Address 1 - City\na@example.org,Home,\nb@example.org,Home,Paris\n"
    assert.deepStrictEqual(await rejectedColumns(address), ["Address 1 - City"])
    assert.deepStrictEqual<unknown>((await contactsOf(address, { keepRest: true }))[1], {
      email: "b@example.org",
      metadata: { "Address 1 - Label": "Home", "Address 1 - City": "Paris" },
    })
  })
})
