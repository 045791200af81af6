import { readFileSync } from "node:fs"
import { assert } from "vitest"
import { chooseFile, counts, goOn, press, waitForCell } from "./support/openPage.ts"
import { goToCheck, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()
const { open } = pages

inCi("the examples import as they are, and all names of columns that are understood are shown", async () => {
  const page = await open()
  await page.getByText("Nothing has left your computer.").waitFor()
  await page.getByText("All recognized column names").click()
  await page.getByText("Courriel").first().waitFor()
  page.on("dialog", (dialog) => dialog.accept())
  for (const [language, next, ready] of [
    ["en", "Continue", "2 rows ready, 0 with problems"],
    ["de", "Weiter", "2 Zeilen bereit, 0 mit Problemen"],
  ] as const) {
    await page.getByRole("combobox", { name: /^(Language|Sprache)$/ }).selectOption(language)
    for (const kind of ["CSV", "Excel"]) {
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        press(page, new RegExp(`^(Example|Beispiel) \\(${kind}\\)$`)),
      ])
      await chooseFile(page, { name: saved.suggestedFilename(), content: readFileSync(await saved.path()) })
      for (let step = 0; step < 2; step++) await press(page, next)
      await page.getByText(ready).waitFor()
      await page.reload()
    }
  }
})

inCi("what was understood can be changed in place, and decisions stay", async () => {
  const page = await open()
  const dialogs: Array<string> = []
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type())
    void dialog.dismiss()
  })
  const content = "E-Mail;Vorname;Firma\nplace@example.org;J\u00fcrgen;ACME\nplace-2@example.org;Ada;\n"
  await chooseFile(page, { name: "place.csv", content })
  const read = page.getByRole("status")
  await read.getByText("2 rows read").waitFor()
  await goOn(page, "Columns")
  const company = page.getByLabel("Column 'Firma', field")
  await company.selectOption("metadata.Firma")

  // Another encoding, and back: the mapping stays.
  await press(page, "Back")
  await page.getByLabel("Encoding").selectOption("windows-1252")
  await goToCheck(page)
  await waitForCell(page, 2, "JÃ¼rgen")
  await press(page, /^1 File|^File/)
  await page.getByLabel("Encoding").selectOption("utf-8")

  // The wrong separator is a problem, and the right one is none.
  await page.getByLabel("Separator").selectOption(",")
  await goOn(page, "Columns")
  await page.getByText("No column is the email address.").waitFor()
  await press(page, "Back")
  await page.getByLabel("Separator").selectOption(";")
  await goOn(page, "Columns")
  assert.strictEqual(await company.inputValue(), "metadata.Firma")
  assert.strictEqual(await page.getByText("No column is the email address.").count(), 0)

  // The first row as data, and as the header again.
  await press(page, "Back")
  const header = page.getByRole("combobox", { name: "Column names", exact: true })
  await header.selectOption("none")
  await page.getByText("This file has no header row.").waitFor()
  await goOn(page, "Columns")
  await page.getByLabel("Column '1', field").waitFor()
  await press(page, "Back")
  await header.selectOption("1")
  await goToCheck(page)
  await page.getByText("2 rows ready, 0 with problems").waitFor()
  await waitForCell(page, 2, "Jürgen")

  // There is work to lose: another file, and a closed tab, ask first.
  await press(page, /^1 File|^File/)
  await chooseFile(page, { name: "other.csv", content: "email\nother@example.org\n" })
  await press(page, /Columns$/)
  assert.strictEqual(await company.inputValue(), "metadata.Firma")
  await page.close({ runBeforeUnload: true })
  await page.getByLabel("Column 'Firma', field").waitFor()
  assert.deepStrictEqual(dialogs, ["confirm", "beforeunload"])
})

inCi("each number opens its rows, and none of that changes what is imported", async () => {
  await pages.server.create("numbers-there@example.org")
  const page = await open()
  const emails = ["new-1", "new-2", "there", "NEW-1"].map((name) => `numbers-${name}@example.org`)
  await chooseFile(page, { name: "numbers.csv", content: ["email", ...emails, "nonsense", "by hand"].join("\n") })
  await goToCheck(page)
  await page.getByRole("gridcell", { name: /^nonsense/ }).waitFor()
  await tryOut(page)
  const shown = await counts(page)
  assert.deepStrictEqual(shown, { New: 2, "Already there": 2, "Left out": 2 })
  const rows = page.getByRole("grid").getByRole("rowheader")
  for (const [filter, lines] of [
    ["New 2", ["2", "3"]],
    ["Already there 1", ["4"]],
    ["Twice in the file 1", ["5"]],
    ["With problems 2", ["6", "7"]],
    ["All 6", ["2", "3", "4", "5", "6", "7"]],
  ] as const) {
    await page.getByRole("button", { name: filter, exact: true }).click()
    await rows.nth(lines.length - 1).waitFor()
    await page.waitForFunction(
      (count) => document.querySelectorAll("[role=grid] tbody th").length === count,
      lines.length,
    )
    assert.deepStrictEqual(await rows.allInnerTexts(), [...lines])
    assert.isTrue(await page.getByRole("button", { name: "Import 2 rows" }).isEnabled())
  }

  // A value that is replaced everywhere is part of the next dry run, and of the import.
  await press(page, "Back")
  await page.getByText("Replace a value").click()
  await page.getByLabel("email: Value").selectOption("nonsense")
  await page.getByLabel("New value").fill("numbers-new-3@example.org")
  await press(page, "Replace everywhere")
  await page.getByText("4 rows ready, 1 twice in the file, 1 with problems").waitFor()
  await tryOut(page)
  assert.deepStrictEqual(await counts(page), { New: 3, "Already there": 2, "Left out": 1 })

  // The key is in memory only, unless the person wants it to be kept.
  const kept = () =>
    page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }).includes("demo-api-key"))
  assert.isFalse(await kept())
  await page.getByRole("checkbox", { name: "Keep the key until this tab is closed" }).check()
  assert.isTrue(await kept())
  await press(page, "Import 3 rows")
  await waitForResult(page)
  assert.deepStrictEqual(await counts(page), { Created: 3, "Already there": 2, "Left out": 1 })
  await page.reload()
  await page.getByText("Earlier imports", { exact: true }).click()
  await page.getByRole("row").filter({ hasText: "numbers.csv" }).waitFor()
  await page.getByRole("checkbox", { name: "Keep the key until this tab is closed" }).uncheck()
  assert.isFalse(await kept())
})

inCi("a file that is too large is refused, with the command line as the way out", async () => {
  const page = await open()
  await chooseFile(page, { name: "large.csv", content: `email\n${"a@b.example\n".repeat(300_001)}` })
  const alert = page.getByRole("alert")
  await alert
    .getByText("This file is too large for a browser, which takes at most 300,000 rows and 150 million characters.")
    .waitFor()
  await alert.getByText("npx bulk-contacts import large.csv").waitFor()
  await press(page, "Close")
  await chooseFile(page, { name: "small.csv", content: "email\na@b.example\n" })
  await page.getByRole("status").getByText("1 row read").waitFor()
})
