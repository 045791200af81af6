import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert } from "vitest"
import { chooseFile, counts, press, waitForCell } from "./support/openPage.ts"
import { goToCheck, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const { open } = usePages()

inCi("a worker that dies: a sentence, and the file is read again with what was decided and changed", async () => {
  const page = await open()
  const content = "E-Mail;Firma;Telefon\nworker@example.org;ACME;12\nworker-2@example.org;;0151 2345678\n"
  await chooseFile(page, { name: "worker.csv", content })
  await press(page, "Continue")
  await press(page, "Leave all undecided columns out")
  await press(page, "Continue")
  await page
    .getByLabel(/^Country/)
    .first()
    .selectOption("DE")
  await page.getByText("1 row ready, 1 with problems").waitFor()
  await press(page, /^Empty these cells/)
  await page.getByText("2 rows ready, 0 with problems").waitFor()
  for (const worker of page.workers()) await worker.evaluate(() => close()).catch(() => {})
  const alert = page.getByRole("alert")
  await alert.getByText("The part of the page that reads files has stopped").waitFor()
  await alert.getByText("npx bulk-contacts import worker.csv").waitFor()
  await press(page, "Try again")
  await waitForCell(page, 3, "0151 2345678", "stored as → +491512345678")
  await page.getByText("2 rows ready, 0 with problems").waitFor()
  await page.getByRole("button", { name: "Revert: Telefon: 1 value emptied" }).waitFor()
  await tryOut(page)
  assert.deepStrictEqual(await counts(page), { New: 2, "Already there": 0, "Left out": 0 })
})

inCi("a worker that dies during the import: the import is carried out once", async () => {
  const page = await open()
  await chooseFile(page, { name: "worker.csv", content: "email\nworker-import@example.org\n" })
  await goToCheck(page)
  await tryOut(page)
  await page.route(/bulk\?(?!.*dryRun)/, async (route) => {
    await route.fetch()
    for (const worker of page.workers()) await worker.evaluate(() => close()).catch(() => {})
    await route.abort().catch(() => {})
  })
  await press(page, "Import 1 row")
  await page.getByText("The part of the page that reads files has stopped").waitFor()
  await page.unroute(/bulk\?(?!.*dryRun)/)
  await press(page, "Try again")
  await press(page, "Check with the server")
  await page.locator(".counts").waitFor()
  assert.deepStrictEqual(await counts(page), { New: 0, "Already there": 1, "Left out": 0 })
})

inCi("a browser whose storage is full says so, and imports all the same", async () => {
  const page = await open()
  // IndexedDB and local storage both have no room.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError")
    }
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError")
    }
  })
  await chooseFile(page, { name: "full.csv", content: "email,company\nfull@example.org,ACME\n" })
  await press(page, "Continue")
  await press(page, "Leave all undecided columns out")
  const notice = page.getByRole("alert").getByText("This browser cannot keep anything for later")
  await notice.waitFor()
  await press(page, "Continue")
  await page.getByRole("heading", { level: 2, name: "Check" }).waitFor()
  await tryOut(page)
  await page.getByRole("button", { name: "Import 1 row" }).dblclick()
  await waitForResult(page)
  assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
  assert.isTrue(await notice.isVisible())
})

inCi(
  "a file that was changed on the disk: a sentence, and what was decided is kept when it is chosen again",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "import-page-"))
    try {
      const path = join(folder, "changed.csv")
      writeFileSync(path, "E-Mail;Firma\nbefore@example.org;ACME\n")
      const page = await open()
      await page.setInputFiles("input[type=file]", path)
      await press(page, "Continue")
      await press(page, "Leave all undecided columns out")
      await press(page, "Continue")
      await waitForCell(page, 2, "before@example.org")
      writeFileSync(path, "E-Mail;Firma\nafter@example.org;ACME\nmore@example.org;ACME\n")
      await page.evaluate(() => dispatchEvent(new Event("focus")))
      await page.getByText("The file was changed, moved or deleted after it was chosen.").waitFor()
      await press(page, /^1 File|^File/)
      page.on("dialog", (dialog) => dialog.accept())
      await page.setInputFiles("input[type=file]", path)
      await page.getByRole("status").getByText("2 rows read").waitFor()
      await goToCheck(page)
      await waitForCell(page, 2, "after@example.org")
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)

inCi("a file that was dropped, and changed on the disk, is read again at once", async () => {
  const page = await open()
  const drop = () => {
    // What a browser gives of a file that is dropped and later changed: it cannot be read any more, but its handle can.
    const old = new File(["email\nbefore@example.org\n"], "dropped.csv")
    const changed = new File(["email\nafter@example.org\n"], "dropped.csv")
    const handle = { kind: "file", getFile: async () => changed }
    const transfer = { files: [old], items: [{ getAsFileSystemHandle: async () => handle }] }
    const event = new Event("drop", { bubbles: true, cancelable: true })
    Object.defineProperty(event, "dataTransfer", { value: transfer })
    document.querySelector(".drop")?.dispatchEvent(event)
    old.slice = () => {
      throw new DOMException("changed", "NotReadableError")
    }
  }
  await page.evaluate(drop)
  await page.getByRole("status").getByText("1 row read").waitFor()
  await goToCheck(page)
  await waitForCell(page, 2, "before@example.org")
  await page.evaluate(() => dispatchEvent(new Event("focus")))
  await page.getByText("The file has changed since it was chosen, and was read again.").waitFor()
  await waitForCell(page, 2, "after@example.org")
})
