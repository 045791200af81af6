import { createRequire } from "node:module"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "vitest"
import { error, styled, workbook } from "../../files/test/support/workbook.ts"
import { chooseFile, counts, download, goOn, press, waitForCell } from "./support/openPage.ts"
import { goToCheck, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()
const { open } = pages

describe("a file", () => {
  it("without a header keeps its first row, and its columns are proposed from the values (E11)", async () => {
    const page = await open()
    await page.getByText("or paste rows from a spreadsheet").click()
    await page
      .getByLabel("Rows from a spreadsheet")
      .fill("e11-ada@example.org\tAda\tLovelace\ne11-grace@example.org\tGrace\tHopper")
    await press(page, "Use these rows")
    await page.getByText("This file has no header row.").waitFor()
    await goOn(page, "Columns")
    for (const [column, field] of [
      ["1", "email"],
      ["2", "firstName"],
      ["3", "lastName"],
    ] as const) {
      assert.strictEqual(await page.getByLabel(`Column '${column}', field`).inputValue(), field)
    }
    await goOn(page, "Check")
    await page.getByText("2 rows ready, 0 with problems").waitFor()
    await tryOut(page)
    assert.deepStrictEqual(await counts(page), { New: 2, "Already there": 0, "Left out": 0 })
  })

  it("of German Excel is read as it was written, with one press", async () => {
    const page = await open()
    const text = "E-Mail;Vorname;Nachname\ncp1252@example.org;Jürgen;Müller\n"
    await chooseFile(page, { name: "kontakte.csv", content: Buffer.from(text, "latin1") })
    await press(page, /windows-1252/)
    await goToCheck(page)
    for (const cell of ["Jürgen", "Müller"]) await waitForCell(page, 2, cell)
  })

  it("is fixed for a group of problems, without being chosen again (E12)", async () => {
    const page = await open()
    const rows = Array.from({ length: 1000 }, (_, i) => `e12-${i}@example.org;0151 2345678`)
    await chooseFile(page, {
      name: "e12.csv",
      content: ["E-Mail;Telefon", ...rows, "e12-last@example.org;12"].join("\n"),
    })
    await goToCheck(page)
    await page.getByRole("heading", { name: "Telefon: 1,001 values without a country code" }).waitFor()
    await page
      .getByLabel(/^Country/)
      .first()
      .selectOption("DE")
    await page.getByText("1,000 rows ready, 1 with problems").waitFor()
    await waitForCell(page, 2, "0151 2345678", "stored as → +491512345678")
    // It can be reverted.
    await page
      .getByLabel(/^Country/)
      .first()
      .selectOption("")
    await page.getByText("0 rows ready, 1,001 with problems").waitFor()
    await page
      .getByLabel(/^Country/)
      .first()
      .selectOption("DE")
    await page.getByText("1,000 rows ready, 1 with problems").waitFor()
    await press(page, /^Leave these rows out/)
    await page.getByText("1,000 rows ready, 0 with problems, 1 left out").waitFor()
    await page.getByRole("button", { name: /^Revert: 1 row left out/ }).click()
    await page.getByText("1,000 rows ready, 1 with problems").waitFor()
    // The next problem is in the last row: the focus goes to its cell.
    await press(page, /Next problem/)
    const focused = page.locator(":focus")
    await focused.getByText("12", { exact: true }).waitFor()
    await focused.press("Enter")
    await page.getByLabel(/^Telefon\. New value/).fill("030 901820")
    await page.keyboard.press("Enter")
    await page.getByText("1,001 rows ready, 0 with problems").waitFor()
    await waitForCell(page, 1002, "030 901820", "stored as → +4930901820", "before: 12")
  })

  it("is a workbook: its sheet is proposed, hidden rows are asked about, an error is a problem (E13)", async () => {
    const page = await open()
    const phone = styled(15112345678, 1)
    const content = await workbook(
      [
        { name: "Notizen", rows: [["nur Text"], ["noch mehr"]] },
        {
          name: "Kontakte",
          rows: [
            ["E-Mail", "Telefon", "Vorname"],
            ["e13-ada@example.org", phone, "Ada"],
            ["e13-hidden@example.org", phone, "Eva"],
            ["e13-grace@example.org", phone, error("#N/A")],
          ],
          hidden: [3],
        },
      ],
      { formats: ['"+49 "0'] },
    )
    await chooseFile(page, { name: "e13.xlsx", content })
    assert.strictEqual(await page.getByRole("combobox", { name: "Sheet", exact: true }).inputValue(), "1")
    await page.getByText("1 row of this sheet is hidden. Import it?").waitFor()
    await page.getByLabel("Leave hidden rows out").check()
    await page.getByRole("status").getByText("2 rows read").waitFor()
    await goToCheck(page)
    await page.getByText("1 row ready, 1 with problems").waitFor()
    await page.getByRole("heading", { name: "Vorname: 1 value that shows an error" }).waitFor()
    await waitForCell(page, 2, "+49 15112345678", "stored as → +4915112345678")
    await page.getByRole("gridcell", { name: /#N\/A/ }).waitFor()
  })

  it.each([
    ["in this order", (cells: ReadonlyArray<string>) => cells],
    ["in reverse", (cells: ReadonlyArray<string>) => cells.toReversed()],
  ])("has a full name next to first and last names, %s (E14)", async (_order, arrange) => {
    const page = await open()
    const rows = [
      ["Name", "Vorname", "Nachname", "E-Mail"],
      ["Dr. Ada Lovelace", "Ada", "Lovelace", "e14@example.org"],
    ]
    await chooseFile(page, { name: "e14.csv", content: rows.map((cells) => arrange(cells).join(";")).join("\n") })
    await goOn(page, "Columns")
    assert.strictEqual(await page.getByLabel("Column 'Name', field").inputValue(), "fullName")
    assert.strictEqual(await page.getByLabel("Column 'Vorname', field").inputValue(), "firstName")
    await page.getByText("not needed: the names have columns of their own").waitFor()
    await goOn(page, "Check")
    await page.getByText("1 row ready, 0 with problems").waitFor()
    await waitForCell(page, 2, "Dr. Ada Lovelace", "not stored")
    for (const cell of ["Ada", "Lovelace", "e14@example.org"]) await waitForCell(page, 2, cell)
  })
})

describe("an import", () => {
  it("stores what is new, in one request, and its rejects find their way home (E15)", async () => {
    await pages.server.create({ email: "e15-there@example.org", firstName: "There" })
    const page = await open()
    const requests: Array<string> = []
    page.on("request", (request) => request.method() === "POST" && requests.push(request.url()))
    const lines = [
      "E-Mail;Vorname;Firma",
      "e15-a@example.org;A;ACME",
      "e15-b@example.org;=B;",
      "nonsense;C;",
      "E15-A@example.org;D;",
      "e15-there@example.org;E;",
    ]
    await chooseFile(page, { name: "e15.csv", content: lines.join("\r\n") })
    await goOn(page, "Columns")
    await press(page, "Keep all undecided columns as additional data")
    await goOn(page, "Check")
    await press(page, /^With problems/)
    await tryOut(page)
    assert.deepStrictEqual(await counts(page), { New: 2, "Already there": 2, "Left out": 1 })
    assert.isNotEmpty(requests)
    for (const url of requests) assert.include(url, "dryRun=true")
    await page.getByRole("button", { name: "Import 2 rows" }).dblclick()
    await waitForResult(page)
    assert.deepStrictEqual(await counts(page), { Created: 2, "Already there": 2, "Left out": 1 })
    assert.lengthOf(
      requests.filter((url) => !url.includes("dryRun")),
      1,
    )
    const command = await page.locator("pre").first().innerText()
    assert.include(command, "import e15.csv")
    assert.include(command, "--map Firma=metadata.Firma")
    assert.include(command, "--lenient")
    assert.notInclude(command, "demo-api-key")

    const rejects = await download(page, /^Left out/)
    assert.strictEqual(rejects.name, "e15-rejected.csv")
    assert.strictEqual(
      rejects.text,
      "\uFEFFE-Mail;Vorname;Firma;bulk-contacts problem\r\nnonsense;C;;E-Mail must be an email address\r\n",
    )
    const created = await download(page, /^Created/)
    assert.match(created.text, /e15-b@example\.org;'=B;;[0-9a-f-]{36}\r\n/)

    await press(page, "Import another file")
    const fixed = rejects.text.replace("nonsense", "e15-c@example.org")
    await chooseFile(page, { name: rejects.name, content: fixed })
    await goToCheck(page)
    await tryOut(page)
    await press(page, "Import 1 row")
    await waitForResult(page)
    assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
    assert.deepStrictEqual(await pages.server.create({ email: "e15-c@example.org" }), {
      total: 1,
      created: 0,
      skipped: 1,
    })
  })

  inCi("shows a contact that exists next to its row", async () => {
    await pages.server.create({ email: "side@example.org", firstName: "Before" })
    const page = await open()
    await chooseFile(page, { name: "side.csv", content: "email,first name\nSIDE@example.org,After\n" })
    await goToCheck(page)
    await tryOut(page)
    await press(page, /^Already there/)
    await press(page, "is there already")
    const names = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "First name" }) })
    await names.getByText("Before").waitFor()
    assert.deepStrictEqual(await names.getByRole("cell").allInnerTexts(), ["After", "Before"])
    assert.deepStrictEqual(await page.locator("tr.different").getByRole("rowheader").allInnerTexts(), ["First name"])
  })

  inCi("checks everything without a network and without a key, and asks for the key when it is needed", async () => {
    const page = await open({ offline: false })
    // A worker begins once its script has arrived.
    if (page.workers().length === 0) await page.waitForEvent("worker")
    await page.context().setOffline(true)
    await chooseFile(page, { name: "offline.csv", content: "email,phone\noffline@example.org,+49 30 901820\n" })
    await goToCheck(page)
    await page.getByText("1 row ready, 0 with problems").waitFor()
    await goOn(page, "Options")
    assert.isTrue(await page.getByRole("button", { name: "Check with the server" }).isDisabled())
    await page.context().setOffline(false)
    await page.getByLabel("API key", { exact: true }).fill("wrong")
    await press(page, "Check with the server")
    await page.getByText("The server does not accept this API key.").waitFor()
    await page.getByLabel("API key", { exact: true }).fill("demo-api-key")
    await press(page, "Check with the server")
    await page.locator(".counts").waitFor()
    assert.deepStrictEqual(await counts(page), { New: 1, "Already there": 0, "Left out": 0 })
    assert.notInclude(page.url(), "demo")
  })
})

it("is at most 250 kB compressed, without the tables of phone numbers and domains", async () => {
  const require = createRequire(import.meta.resolve("@bulk-contacts/core"))
  const size = (text: string | Buffer) => gzipSync(text, { level: 9 }).length
  const { readFileSync } = await import("node:fs")
  const tables = ["libphonenumber-js/metadata.min.json", "tr46/lib/mappingTable.json"].map((name) =>
    size(readFileSync(require.resolve(name))),
  )
  const { importPage } = await import("@bulk-contacts/import-page")
  const parts = [importPage.html, ...Object.values(importPage.files)].map(size)
  const sum = (sizes: ReadonlyArray<number>) => sizes.reduce((total, one) => total + one, 0)
  assert.isAtMost(sum(parts) - sum(tables), 250_000)
})
