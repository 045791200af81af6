import type { Page } from "playwright-core"
import { assert } from "vitest"
import { chooseFile, counts, press } from "./support/openPage.ts"
import { goToCheck, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()
const { open } = pages

const asDryRun = async (page: Page, email: string) => {
  await chooseFile(page, { name: "contacts.csv", content: `email\n${email}\n` })
  await goToCheck(page)
  await tryOut(page)
}

inCi.each([
  ["before it reaches the server stores nothing", "before", "Cancelled. Nothing was stored.", 1],
  ["after the server has stored it is too late, and says so", "after", "It was too late to cancel", 0],
] as const)("an import that is cancelled %s", async (_when, when, sentence, created) => {
  const page = await open()
  const email = `cancel-${when}@example.org`
  await chooseFile(page, { name: "cancel.csv", content: `email\n${email}\n` })
  await goToCheck(page)
  await tryOut(page)
  // The first request is held back, or its answer is.
  let isFirst = true
  await page.route(/bulk/, async (route) => {
    if (!isFirst) return route.continue()
    isFirst = false
    if (when === "after") await route.fetch()
    await page.getByRole("button", { name: "Cancel" }).click()
    await route.abort().catch(() => {})
  })
  await press(page, "Import 1 row")
  // The sentence is there already while the answer is awaited.
  if (when === "after") await waitForResult(page)
  await page.getByText(sentence).waitFor()
  assert.deepStrictEqual(await pages.server.create(email), { total: 1, created, skipped: 1 - created })
  if (when === "before") return
  assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
  page.on("dialog", (dialog) => dialog.accept())
  await press(page, "Undo this import")
  await page.getByText("Undone: 1 deleted.").waitFor()
})

inCi("the same import in two tabs is carried out once, and both see its result", async () => {
  const page = await open()
  const other = await page.context().newPage()
  await other.goto(page.url())
  const keys: Array<string | undefined> = []
  const replayed: Array<boolean> = []
  // The first request is held until the second tab waits for it.
  let isFirst = true
  await page.context().route(/bulk\?(?!.*dryRun)/, async (route) => {
    keys.push(route.request().headers()["idempotency-key"])
    if (isFirst) {
      isFirst = false
      await press(other, "Import 1 row")
      await other.getByText("Another tab is importing the same rows.").waitFor()
    }
    const response = await route.fetch()
    replayed.push(response.headers()["idempotency-replayed"] === "true")
    await route.fulfill({ response })
  })
  for (const tab of [page, other]) await asDryRun(tab, "tabs@example.org")
  await press(page, "Import 1 row")
  for (const tab of [page, other]) {
    await waitForResult(tab)
    assert.deepStrictEqual(await counts(tab), { Created: 1, "Already there": 0, "Left out": 0 })
  }
  assert.deepStrictEqual(replayed, [false, true])
  assert.strictEqual(new Set(keys).size, 1)
})

inCi.each([
  ["before the request reached the server", false],
  ["before the answer reached the browser", true],
])(
  "a connection that is lost %s costs nothing: the import can be finished after a reload",
  async (_when, wasStored) => {
    const page = await open()
    const email = `lost-${wasStored}@example.org`
    await asDryRun(page, email)
    await page.route(/bulk/, async (route) => {
      if (wasStored) await route.fetch()
      await route.abort()
    })
    await press(page, "Import 1 row")
    await page.getByText("The server did not answer.").waitFor()
    await page.unroute(/bulk/)
    page.on("dialog", (dialog) => dialog.accept())
    await page.reload()
    await page.getByText("The answer to the import of “contacts.csv” was not seen").waitFor()
    await press(page, "Use the demo key")
    await press(page, "Finish this import")
    await waitForResult(page)
    assert.strictEqual(await page.getByText("This import had been carried out before.").isVisible(), wasStored)
    assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
    assert.deepStrictEqual(await pages.server.create(email), { total: 1, created: 0, skipped: 1 })
    await page.reload()
    await page.getByRole("heading", { level: 2, name: "Choose a file" }).waitFor()
    assert.isFalse(await page.getByText("was not seen").isVisible())
  },
)

inCi.each([
  ["a key that was revoked meanwhile", 401, "The server does not accept this API key.", "application/json", "{}"],
  [
    "a proxy that accepts less",
    413,
    "Something between this page and the server does not accept so much data.",
    "text/html",
    "<html><body><h1>413 Request Entity Too Large</h1></body></html>",
  ],
  ["a server whose disk is full", 503, "The server cannot store anything at the moment.", "application/json", "{}"],
])("%s: a sentence, and the import works later", async (_what, status, sentence, contentType, body) => {
  const page = await open()
  const email = `status-${status}@example.org`
  await chooseFile(page, { name: "contacts.csv", content: `email,phone\n${email},030 901820\n` })
  await goToCheck(page)
  await press(page, /^Empty these cells/)
  await page.getByText("1 row ready, 0 with problems").waitFor()
  await tryOut(page)
  await page.route(/bulk/, (route) => route.fulfill({ status, contentType, body }))
  await press(page, "Import 1 row")
  await page.getByRole("alert").getByText(sentence).waitFor()
  // Where the browser cannot send so much, the command line can.
  assert.strictEqual(await page.getByRole("alert").getByText("npx bulk-contacts import").isVisible(), status === 413)
  await page.unroute(/bulk/)
  await press(page, "Close")
  await press(page, "Import 1 row")
  await waitForResult(page)
  assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
})
