import { assert } from "vitest"
import { chooseFile, goOn, press } from "./support/openPage.ts"
import { goToCheck, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()

inCi("columns may have the names of properties that every object has", async () => {
  const names = Object.getOwnPropertyNames(Object.prototype)
  const file = (email: string) => ({
    name: "names.csv",
    content: `email,${names}\n${email},${names.map((name) => `value of ${name}`)}\n`,
  })
  const page = await pages.open()
  await chooseFile(page, file("names@example.org"))
  await goOn(page, "Columns")
  const undecided = page.locator(".columns li.open")
  const decide = (name: string, target: string) =>
    page.getByLabel(`Column '${name}', field`, { exact: true }).selectOption(target)
  for (const name of names) await decide(name, "ignore")
  await undecided.first().waitFor({ state: "detached" })
  for (const name of names) await decide(name, `metadata.${name}`)
  await goOn(page, "Check")
  await tryOut(page)
  await press(page, "Import 1 row")
  await waitForResult(page)
  const { metadata } = await pages.server.find("names@example.org")
  assert.deepStrictEqual(metadata, Object.fromEntries(names.map((name) => [name, `value of ${name}`])))

  // The decisions are remembered. What a contact does not have is shown as nothing.
  await pages.server.create({ email: "names-there@example.org", metadata: { other: "x" } })
  await page.reload()
  await chooseFile(page, file("names-there@example.org"))
  await goToCheck(page)
  await tryOut(page)
  await press(page, "is there already")
  await page.getByRole("heading", { name: "Already there" }).waitFor()
  for (const name of names) {
    const cells = page
      .locator(".existing tr", { has: page.getByRole("rowheader", { name, exact: true }) })
      .locator("td")
    assert.deepStrictEqual(await cells.allInnerTexts(), [`value of ${name}`, ""])
  }
})
