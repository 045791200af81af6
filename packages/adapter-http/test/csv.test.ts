import { Stream } from "effect"
import { assert, describe, it } from "vitest"
import { createBulkContactsClient } from "../src/client/index.ts"
import { callClient } from "./support/callClient.ts"
import { post, startServer } from "./support/server.ts"

const server = await startServer()

const csv = { "content-type": "text/csv" }
const stored = (name: string) => server.store.contacts("org").filter(({ email }) => email.startsWith(name))
const problems = (body: any) => body.details.map(({ field, code }: { field: string; code: string }) => [field, code])

describe("a CSV body", () => {
  it("is read as programs write it, and the response says what was detected", async () => {
    const text =
      "Kontakte\r\n\r\nE-Mail;Vorname;Telefon;Telefon 2\r\nwritten1@example.com;Ada;+49 30 901820;+49 30 901821\r\n"
    const bytes = new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"))
    const { status, headers, body } = await post(server, bytes, csv)
    assert.deepStrictEqual([status, body], [201, { total: 1, created: 1, skipped: 0 }])
    assert.strictEqual(headers.get("csv-dialect"), 'encoding=utf-16le, separator=";", header=3')
    assert.strictEqual(headers.get("csv-not-stored"), '"Telefon 2";values=1')
    assert.deepInclude({ ...stored("written1")[0] }, { firstName: "Ada", phoneNumber: "+4930901820" })
  })

  it("is in the charset of its content type", async () => {
    const bytes = new Uint8Array(Buffer.from("email,Prénom\nlatin1@example.com,Jörg\n", "latin1"))
    for (const contentType of ["text/csv", "text/csv; charset=utf-8"]) {
      const { status, body } = await post(server, bytes, { "content-type": contentType })
      assert.deepStrictEqual([status, problems(body)], [400, [["body", "invalid_encoding"]]])
      assert.include(body.details[0].message, "Content-Type: text/csv; charset=windows-1252")
    }
    const { status } = await post(server, bytes, { "content-type": 'text/csv; charset="windows-1252"' })
    assert.strictEqual(status, 201)
    assert.strictEqual(stored("latin1")[0]?.firstName, "Jörg")
    assert.strictEqual((await post(server, bytes, { "content-type": "text/csv; charset=klingon" })).status, 415)
  })

  it("may be separated by tabs", async () => {
    const { status, headers } = await post(server, "email\tfirstName\ntabs1@example.com\tA,d|a\n", {
      "content-type": "text/tab-separated-values; charset=UTF-8",
    })
    assert.deepStrictEqual([status, headers.get("csv-dialect")], [201, "encoding=utf-8, separator=tab, header=1"])
    assert.strictEqual(stored("tabs1")[0]?.firstName, "A,d|a")
  })

  it("may have no header, if its content type or the query says so", async () => {
    const text = "none1@example.com;Ada\n"
    const query = `?map=${encodeURIComponent("1=email")}&map=${encodeURIComponent("2=firstName")}`
    const { headers } = await post(server, text, { "content-type": "text/csv; header=absent" }, query)
    assert.strictEqual(headers.get("csv-dialect"), 'encoding=utf-8, separator=";", header=?0')
    assert.strictEqual((await post(server, text, csv, `${query}&header=none`)).body.skipped, 1)
    const { status, body } = await post(server, text, csv)
    assert.deepStrictEqual([status, problems(body)], [400, [["body", "header_not_found"]]])
    assert.include(body.details[0].message, "?header=none")
    assert.include(body.details[0].message, "?map=1%3Demail")
  })

  it("whose columns are not understood is rejected with the parameters that resolve it", async () => {
    const text = "email;Firma & Co\nparts1@example.com;ACME\n"
    const { status, body } = await post(server, text, csv)
    assert.deepStrictEqual([status, problems(body)], [400, [["Firma & Co", "unknown_column"]]])
    const parameters: ReadonlyArray<string> = body.details[0].message.match(/\?[a-zA-Z]+=[^\s,)]+/g)
    assert.deepStrictEqual(parameters, [
      "?map=Firma%20%26%20Co%3Dmetadata.Firma%20%26%20Co",
      "?ignore=Firma%20%26%20Co",
      "?keepRest=true",
    ])
    const kept = { "Firma & Co": "ACME" }
    for (const [i, metadata] of [kept, null, kept].entries()) {
      const email = `parts${i + 2}@example.com`
      const answer = await post(server, text.replace("parts1@example.com", email), csv, parameters[i])
      assert.strictEqual(answer.status, 201)
      assert.deepStrictEqual<unknown>(stored(email)[0]?.metadata ?? null, metadata)
    }
    assert.lengthOf(stored("parts1"), 0)
  })

  it("is read as the query says", async () => {
    const text = "Notes\nKontakt:Titre\nquery1@example.com:Dr\n"
    const query = "?separator=:&header=2&map=Kontakt%3Demail&ignore=Titre"
    assert.strictEqual((await post(server, text, csv, query)).status, 201)
    assert.lengthOf(stored("query1"), 1)
  })

  it("has the problems of its columns before those of its rows", async () => {
    const { body } = await post(server, "email;Firma\nno address;\nrows1@example.com;ACME\n", csv)
    assert.deepStrictEqual(problems(body), [
      ["Firma", "unknown_column"],
      ["email", "invalid_email"],
    ])
  })

  it("shows in a header what it could not store, in any number of columns and in any script", async () => {
    const header = ["email", "phone", ...Array.from({ length: 900 }, (_, i) => `Телефон ${i} phone`)]
    const map = header.slice(2).map((name) => `&map=${encodeURIComponent(`${name}=phoneNumber`)}`)
    const row = ["many1@example.com", ...header.slice(1).map((_, i) => `+49 30 90${1000 + i}`)]
    const few = (cells: ReadonlyArray<string>) => cells.slice(0, 122).join(";")
    const answer = await post(
      server,
      `${few(header)}\n${few(row)}\n`,
      csv,
      `?keepRest=true${map.slice(0, 120).join("")}`,
    )
    assert.strictEqual(answer.status, 201)
    const value = answer.headers.get("csv-not-stored") ?? ""
    assert.match(value, /^%"%d0%a2%d0%b5[^,]* 0 phone";values=1, .*, others;values=\d+$/)
    assert.isBelow(value.length, 3000)
  })
})

describe("query parameters of CSV", () => {
  it.each([
    ["?map=email", ["map", "invalid_value"]],
    ["?map=a%3Demail&map=a%3DfirstName", ["map", "invalid_value"]],
    ["?header=first", ["header", "invalid_value"]],
    ["?separator=ab", ["separator", "invalid_value"]],
    ["?ignore=Nowhere", ["ignore", "unknown_column"]],
  ])("are checked: %s", async (query, problem) => {
    const { status, body } = await post(server, "email\nchecked1@example.com\n", csv, query)
    assert.deepStrictEqual([status, problems(body)], [400, [problem]])
  })

  it("are rejected by name for other bodies", async () => {
    const query = "?map=a%3Demail&ignore=a&keepRest=true&separator=;&header=1"
    const names = ["map", "ignore", "keepRest", "separator", "header"]
    for (const [type, payload] of [
      ["application/json", { contacts: ["other1@example.com"] }],
      ["application/x-ndjson", '"other1@example.com"\n'],
    ] as const) {
      const { status, body } = await post(server, payload, { "content-type": type }, query)
      assert.deepStrictEqual([status, body.details.map(({ field }: { field: string }) => field)], [400, names])
    }
    assert.lengthOf(stored("other1"), 0)
  })

  it("make no difference if they are empty", async () => {
    const query = "?map=&ignore=&keepRest=false&separator=&header="
    assert.strictEqual((await post(server, { contacts: ["empty1@example.com"] }, {}, query)).status, 201)
    assert.strictEqual((await post(server, "email\nempty2@example.com\n", csv, query)).status, 201)
  })
})

describe("the client", () => {
  const text = "Kontakt;Firma;Jahr\nclient%@example.com;Größe;1815\n"
  const options = {
    encoding: "windows-1252",
    separator: ";",
    header: 1,
    map: { Kontakt: "email", Firma: "metadata.company" },
    ignore: ["Jahr"],
  } as const

  it("sends the options of a CSV file", async () => {
    const bytes = (n: number) => new Uint8Array(Buffer.from(text.replace("%", String(n)), "latin1"))
    const { response } = await callClient(server, (client) =>
      client.bulkCreateStream({ mediaType: "text/csv", bytes: Stream.make(bytes(1)), csv: options }),
    )
    assert.deepInclude(response, { created: 1 })
    const client = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key" })
    await client.bulkCreateStream({ mediaType: "text/csv", bytes: [bytes(2)], csv: options })
    assert.deepStrictEqual<unknown>(
      stored("client").map(({ metadata }) => metadata),
      [{ company: "Größe" }, { company: "Größe" }],
    )
  })
})

describe("the media types of NDJSON", () => {
  it.each(["application/x-ndjson", "application/ndjson", "application/jsonl"])("include %s", async (type) => {
    const { body } = await post(server, '"lines1@example.com"\n', { "content-type": `${type}; charset=utf-8` })
    assert.strictEqual(body.total, 1)
    const latin = await post(server, '"lines1@example.com"\n', { "content-type": `${type}; charset=windows-1252` })
    assert.strictEqual(latin.status, 415)
  })
})
