import { execFile } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert } from "vitest"
import { chooseFile, counts, goOn, press } from "./support/openPage.ts"
import { inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()
const { open } = pages
const bin = new URL("../../cli/bin/bulk-contacts.js", import.meta.url).pathname

/** Runs a command as a person who pastes it into a terminal, in a folder in which `npx` runs the program of this repository. */
const paste = async (folder: string, command: string): Promise<string> => {
  const npx = join(folder, "npx")
  writeFileSync(npx, `#!/bin/sh\nshift\nexec "${process.execPath}" --conditions=@bulk-contacts/source "${bin}" "$@"\n`)
  chmodSync(npx, 0o755)
  const env = { ...process.env, PATH: `${folder}:${process.env["PATH"]}`, BULK_CONTACTS_KEY: "demo-api-key" }
  const { stdout } = await promisify(execFile)("sh", ["-c", command], { cwd: folder, env })
  return stdout
}

inCi("the commands of the result do the same import, whatever the names are", async () => {
  const folder = mkdtempSync(join(tmpdir(), "import-page-"))
  try {
    const page = await open()
    const name = "Kontakte für 'Müller' (2).csv"
    const lines = [
      'E-Mail;Telefon;Firma\'s "Ort";-x;Nützt nichts',
      "command-a@example.org;030 901820;Köln;1;x",
      "command-b@example.org;;;;",
      "nonsense;;;;",
    ]
    const content = Buffer.from(lines.join("\r\n"), "latin1")
    writeFileSync(join(folder, name), content)
    await chooseFile(page, { name, content })
    await press(page, /windows-1252/)
    await goOn(page, "Columns")
    await page.getByLabel("Column 'Nützt nichts', field").selectOption("ignore")
    await press(page, "Keep all undecided columns as additional data")
    await goOn(page, "Check")
    await page
      .getByLabel(/^Country/)
      .first()
      .selectOption("DE")
    await page.getByText("2 rows ready, 1 with problems").waitFor()
    await goOn(page, "Options")
    await press(page, "Use the demo key")
    await page.getByRole("checkbox", { name: "A456" }).check()
    await page.getByLabel("Source").fill("Messe & 'mehr'")
    await press(page, "Back")
    await tryOut(page)
    await press(page, "Import 2 rows")
    await waitForResult(page)
    assert.deepStrictEqual(await counts(page), { Created: 2, "Already there": 0, "Left out": 1 })
    const [command = "", curl = ""] = await page.locator("pre").allInnerTexts()

    // After an undo, each imports what the page imported: the contact is the same, but for its ids and times.
    const find = async () => {
      const {
        id: _id,
        importId,
        createdAt: _created,
        updatedAt: _updated,
        ...contact
      } = await pages.server.find("command-a@example.org")
      return { importId, contact }
    }
    const { importId, contact } = await find()
    assert.deepInclude(contact, { phoneNumber: "+4930901820", source: "Messe & 'mehr'", accountIds: ["A456"] })
    await pages.server.undo(importId)
    assert.match(await paste(folder, command), /Created 2 of 3 contacts; 0 skipped, 1 left out as invalid/)
    const byCommand = await find()
    assert.deepStrictEqual(byCommand.contact, contact)
    await pages.server.undo(byCommand.importId)
    assert.include(JSON.parse(await paste(folder, curl)), { total: 3, created: 2, skipped: 0, invalid: 1 })
    assert.deepStrictEqual((await find()).contact, contact)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
