import { launchBrowser } from "@bulk-contacts/test-support/browser"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, assert, beforeAll, it } from "vitest"
import { goOn, openPage, press } from "./openPage.ts"
import { startServer } from "./server.ts"

/** Browsers take time. Tests with this run where nobody waits for them. */
export const inCi = it.runIf(process.env["CI"] === "true")

/** A browser and a server for the tests of a file. Pages that a test opens are closed after it, and must have had no errors. */
export const usePages = () => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof startServer>>
  const opened: Array<Awaited<ReturnType<typeof openPage>>> = []
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), startServer()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  afterEach(async () => {
    for (const { context, errors, elsewhere } of opened.splice(0)) {
      await context.close()
      assert.deepStrictEqual({ errors, elsewhere }, { errors: [], elsewhere: [] })
    }
  })
  return {
    get server() {
      return server
    },
    /** Opens the page of a server, by default of the one for the tests. */
    open: async (options?: Parameters<typeof openPage>[2], origin = server.origin): Promise<Page> => {
      const page = await openPage(browser, origin, options)
      opened.push(page)
      return page.page
    },
  }
}

/** From the file to the rows, if all columns are understood. */
export const goToCheck = async (page: Page) => {
  await goOn(page, "Columns")
  await goOn(page, "Check")
}

/** From the rows to the result of the dry run. */
export const tryOut = async (page: Page) => {
  await goOn(page, "Options")
  const demo = page.getByRole("button", { name: "Use the demo key" })
  if (await demo.isVisible()) await demo.click()
  const leaveOut = page.getByRole("checkbox", { name: /^Leave out/ })
  if (await leaveOut.isVisible()) await leaveOut.check()
  await press(page, "Check with the server")
  await page.locator(".counts").waitFor()
}

/** Waits for the result of an import. */
export const waitForResult = (page: Page) => page.getByRole("heading", { level: 2, name: "Done" }).waitFor()

/** Asserts that the focus goes to an element with this text. It does so once the element has been painted. */
export const assertFocus = async (page: Page, text: string) => {
  const focused = page.locator(":focus")
  // A string would be found anywhere in the text, whatever its case.
  await focused.filter({ hasText: new RegExp(`^${text}$`) }).waitFor()
  assert.strictEqual(await focused.innerText(), text)
}
