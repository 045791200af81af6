import { assert } from "vitest"
import { chooseFile, counts, download, press } from "./support/openPage.ts"
import { goToCheck, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()
const { open } = pages

inCi("an import can be undone, also from another browser, and the file is as new afterwards", async () => {
  const page = await open()
  const file = { name: "undo.csv", content: "email\nundo-a@example.org\nundo-b@example.org\n" }
  await chooseFile(page, file)
  await goToCheck(page)
  await tryOut(page)
  await press(page, "Import 2 rows")
  await waitForResult(page)

  const other = await open()
  other.on("dialog", (dialog) => dialog.accept())
  await other.getByText("Earlier imports").click()
  await press(other, "Use the demo key")
  await press(other, "Show earlier imports")
  const row = other.getByRole("row").filter({ hasText: "undo.csv" })
  assert.include(await row.innerText(), "2\t2\t0\t0\t2")
  await row.getByRole("button", { name: "Undo undo.csv" }).click()
  await row.getByText(/^undone/).waitFor()
  assert.include(await row.innerText(), "2\t2\t0\t0\t0")

  await press(page, "Import another file")
  await chooseFile(page, file)
  await goToCheck(page)
  await tryOut(page)
  assert.deepStrictEqual(await counts(page), { New: 2, "Already there": 0, "Left out": 0 })
  await press(page, "Import 2 rows")
  await waitForResult(page)
  page.on("dialog", (dialog) => dialog.accept())
  await press(page, "Undo this import")
  await page.getByText("Undone: 2 deleted.").waitFor()
})

inCi("the history has the rows of an import as files, in the browser that imported it", async () => {
  await pages.server.create("lists-there@example.org")
  const page = await open()
  const content = "email,first name\nlists-new@example.org,New\nlists-there@example.org,There\nnonsense,Bad\n"
  await chooseFile(page, { name: "lists.csv", content })
  await goToCheck(page)
  await tryOut(page)
  await press(page, "Import 1 row")
  await waitForResult(page)

  await page.reload()
  await page.getByText("Earlier imports").click()
  await press(page, "Use the demo key")
  await press(page, "Show earlier imports")
  const list = async (name: string) => (await download(page, `lists.csv: ${name}`)).text
  assert.match(
    await list("Created (1, CSV)"),
    /^\uFEFFemail,first name,contact id\r\nlists-new@example\.org,New,[0-9a-f-]{36}\r\n$/,
  )
  assert.match(
    await list("Already there (1, CSV)"),
    /\r\nlists-there@example\.org,There,exists already,[0-9a-f-]{36}\r\n$/,
  )
  assert.include(await list("Left out (1, CSV)"), "\r\nnonsense,Bad,email must be an email address\r\n")

  // Another browser has what the server has, and says so.
  const other = await open()
  await other.getByText("Earlier imports").click()
  await press(other, "Use the demo key")
  await press(other, "Show earlier imports")
  const row = other.getByRole("row").filter({ hasText: "lists.csv" })
  await row.getByText("lists not in this browser").waitFor()
  assert.include((await download(other, "lists.csv: Contacts (CSV)")).text, "lists-new@example.org")

  await press(page, "Delete the lists from this browser")
  await page.getByRole("row").filter({ hasText: "lists.csv" }).getByText("lists not in this browser").waitFor()
})

inCi("an import with a long name has its counts and its undo in sight", async () => {
  const page = await open({ viewport: { width: 1280, height: 700 } })
  const name = `${"n".repeat(251)}.csv`
  await chooseFile(page, { name, content: "email\nlong-name@example.org\n" })
  await goToCheck(page)
  await tryOut(page)
  await press(page, "Import 1 row")
  await waitForResult(page)
  await page.getByText("Earlier imports", { exact: true }).click()
  const undo = await page.getByRole("button", { name: `Undo ${name}` }).boundingBox()
  assert.isBelow((undo?.x ?? 1280) + (undo?.width ?? 0), 1280)
  // A phone has no room for all columns. The others begin next to the name.
  await page.setViewportSize({ width: 375, height: 700 })
  const when = await page.getByRole("columnheader", { name: "When" }).boundingBox()
  assert.isBelow(when?.x ?? 375, 375 / 2)
})
