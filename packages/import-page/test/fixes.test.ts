import type { Page } from "playwright-core"
import { assert } from "vitest"
import { chooseFile, press, waitForCell } from "./support/openPage.ts"
import { goToCheck, inCi, usePages } from "./support/pages.ts"

const { open } = usePages()

const openRows = async (): Promise<Page> => {
  const page = await open()
  const rows = ["a@example.org;12;Ada", "b@example.org;030 901820;Bea", "nonsense;;Cyd"]
  await chooseFile(page, { name: "fixes.csv", content: ["E-Mail;Telefon;Vorname", ...rows].join("\n") })
  await goToCheck(page)
  await page.getByText("0 rows ready, 3 with problems").waitFor()
  return page
}

inCi("what was changed is undone and redone step by step, by keyboard, the country included", async () => {
  const page = await openRows()
  const summary = (text: string) => page.getByRole("status").getByText(text, { exact: true }).waitFor()
  await page
    .getByLabel(/^Country/)
    .first()
    .selectOption("DE")
  await summary("1 row ready, 2 with problems")
  await press(page, /^Empty these cells: Telefon/)
  await summary("2 rows ready, 1 with problems")
  await press(page, /^Leave these rows out: E-Mail/)
  await summary("2 rows ready, 0 with problems, 1 left out")
  for (const text of [
    "2 rows ready, 1 with problems",
    "1 row ready, 2 with problems",
    "0 rows ready, 3 with problems",
  ]) {
    await page.keyboard.press("Control+z")
    await summary(text)
  }
  assert.isTrue(await page.getByRole("button", { name: "Undo", exact: false }).first().isDisabled())
  for (const key of ["Control+Shift+z", "Control+y"]) await page.keyboard.press(key)
  await summary("2 rows ready, 1 with problems")
  // A new change takes the place of what was undone.
  await press(page, /^Revert: Telefon: 1 value emptied/)
  await summary("1 row ready, 2 with problems")
  assert.isTrue(await page.getByRole("button", { name: "Redo" }).isDisabled())
  await page.keyboard.press("Control+z")
  await summary("2 rows ready, 1 with problems")
})

inCi("a change is reverted alone, whatever was changed after it", async () => {
  const page = await openRows()
  await press(page, /^Leave these rows out: E-Mail/)
  await page.getByText("0 rows ready, 2 with problems, 1 left out").waitFor()
  await press(page, /^Empty these cells: Telefon/)
  await page.getByText("2 rows ready, 0 with problems, 1 left out").waitFor()
  await press(page, /^Revert: 1 row left out/)
  await page.getByText("2 rows ready, 1 with problems").waitFor()
  await press(page, /^Revert: Telefon: 2 values emptied/)
  await page.getByText("0 rows ready, 3 with problems").waitFor()
  await waitForCell(page, 3, "030 901820", "must begin with its country code, as in +14155552671")
})

inCi("a text field has the undo keys for its own text", async () => {
  const page = await openRows()
  await press(page, /^Leave these rows out: E-Mail/)
  await page.getByText("0 rows ready, 2 with problems, 1 left out").waitFor()
  await page.getByText("Replace a value").first().click()
  const field = page.getByLabel("New value").first()
  await field.pressSequentially("x")
  await field.press("Control+z")
  await page.getByText("0 rows ready, 2 with problems, 1 left out").waitFor()
  assert.strictEqual(await field.inputValue(), "")
})

inCi("a button that removes itself leaves the focus where the change can be undone", async () => {
  const page = await openRows()
  const button = page.getByRole("button", { name: /^Leave these rows out: E-Mail/ })
  await button.focus()
  await page.keyboard.press("Enter")
  await page.getByText("0 rows ready, 2 with problems, 1 left out").waitFor()
  await page.locator(":focus").getByText("Undo").waitFor()
  await page.keyboard.press("Enter")
  await page.getByText("0 rows ready, 3 with problems").waitFor()
})
