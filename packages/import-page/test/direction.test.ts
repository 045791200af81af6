import type { Page } from "playwright-core"
import { assert, it } from "vitest"
import { isolate } from "../src/texts/isolate.ts"
import { chooseFile, goOn, press } from "./support/openPage.ts"
import { inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const { open } = usePages()

const control = /\p{Bidi_Control}|[\p{Cc}\u2028\u2029](?<!\n)/u

it("a value in a sentence changes the direction of nothing else", () => {
  assert.strictEqual(isolate("\u202ea\u2069\u200fb\n\u001b\u2028c"), "ab c")
  for (const letter of "אعܐހߐࡀ𞤀") assert.strictEqual(isolate(`\u2069${letter}`), `\u2068${letter}\u2069`)
})

/** What people and screen readers get, but for the values of cells, which have a direction of their own. */
const assertPlain = async (page: Page, step: string) => {
  const texts = await page.evaluate(() => {
    const found: Array<string> = [document.title]
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (nodes.nextNode()) {
      const { parentElement, textContent } = nodes.currentNode
      if (parentElement?.closest(".value, .note bdi, .existing td, script") === null) found.push(textContent ?? "")
    }
    for (const name of ["title", "aria-label", "label", "placeholder"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name) ?? "")
    }
    return found
  })
  assert.deepStrictEqual(
    texts.filter((text) => control.test(text)),
    [],
    step,
  )
}

inCi("names and values do not change how the text around them reads", async () => {
  const page = await open()
  const dialogs: Array<string> = []
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const file = {
    name: "direc\u202etion\u2069.csv",
    content: [
      '"email","Fir\u202ema\u2069","No\u202ete","First\u2069 name","Phone"',
      '"direction@example.org","A\u202eB\u2069","1\u202e2","Ada\u2067","\u202e12"',
      '"non\u202esense","","","","\u202e12"',
    ].join("\n"),
  }
  await chooseFile(page, file)
  await page.getByText("direction.csv").waitFor()
  await assertPlain(page, "file")
  await goOn(page, "Columns")
  await assertPlain(page, "columns")
  await press(page, "Keep all undecided columns as additional data")
  await goOn(page, "Check")
  await page.getByRole("heading", { name: /^Phone: 2 values/ }).waitFor()
  await assertPlain(page, "check")
  await press(page, /^Empty these cells: Phone/)
  await page.getByText("1 row ready, 1 with problems").waitFor()
  await page.getByText("Replace a value").first().click()
  await page.getByLabel("New value").fill("\u202egoods")
  await press(page, "Replace everywhere")
  await page.getByText(/replaced by “goods”/).waitFor()
  await assertPlain(page, "changes")
  await tryOut(page)
  await press(page, "Import 1 row")
  await waitForResult(page)
  await press(page, "Undo this import")
  await page.getByText("Earlier imports", { exact: true }).click()
  await press(page, "Undo direction.csv")
  await assertPlain(page, "result")
  const sure =
    "The 1 contact that “direction.csv” created will be deleted. Contacts that existed before stay. Continue?"
  assert.deepStrictEqual(dialogs, [sure, sure])

  await page.reload()
  await chooseFile(page, file)
  await page.getByText("Your earlier decisions for files with these columns apply: direction.csv.").waitFor()
  await assertPlain(page, "the same file again")
})
