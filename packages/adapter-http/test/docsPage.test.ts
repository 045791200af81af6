import { launchBrowser } from "@bulk-contacts/test-support/browser"
import type { Browser } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { send, startServer } from "./support/server.ts"

describe("the documentation page", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  /** Opens the page, and writes down what goes wrong on it and what it asks of others. */
  const open = async (origin: string) => {
    const page = await browser.newPage()
    // Ends before the test does, so that the failure says what was waited for.
    page.setDefaultTimeout(240_000)
    const elsewhere: Array<string> = []
    const errors: Array<string> = []
    const note = (request: { url(): string }) => {
      const { host, protocol } = new URL(request.url())
      if (host !== new URL(origin).host && protocol !== "data:") elsewhere.push(request.url())
    }
    page.on("request", note).on("websocket", note)
    page.on("pageerror", ({ message }) => errors.push(message))
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()))
    await page.goto(`${origin}/docs`)
    return { page, elsewhere, errors }
  }

  it("sends its example with the key that was typed in, to its own server only, and shows the response", async () => {
    const server = await startServer()
    const { page, elsewhere, errors } = await open(server.origin)
    await page.getByLabel("Value").filter({ visible: true }).first().fill("key")
    await page.getByRole("button", { name: "Test Request" }).click()
    await page.getByRole("dialog").getByRole("button", { name: "Send Request" }).click()
    await page.getByText("201 Created").waitFor()
    await page.getByRole("dialog").getByText('"created": 2').waitFor()
    assert.sameMembers(
      server.store.contacts("org").map(({ email }) => email as string),
      ["ada@example.com", "grace@example.com"],
    )
    assert.deepStrictEqual({ elsewhere, errors }, { elsewhere: [], errors: [] })
  })

  it("shows every status with its example, and links to no service of its maker except in the credit", async () => {
    const { origin } = await startServer()
    const { body: document } = await send(`${origin}/openapi.json`)
    const { page, elsewhere, errors } = await open(origin)
    for (const [status, { content }] of Object.entries<any>(
      document.paths["/v1/accounts/contacts/bulk"].post.responses,
    )) {
      const { example, examples } = content["application/json"]
      await page.getByRole("tab", { name: `Status: ${status}` }).click()
      for (const [name, value] of Object.entries(example ?? examples.Counts.value)) {
        await page
          .getByRole("region", { name: "Status: 200" })
          .filter({ hasText: `"${name}": ${JSON.stringify(value)}` })
          .waitFor()
      }
    }
    const links = await page.locator("a[href^=http]:visible").allTextContents()
    assert.deepStrictEqual(
      links.map((text) => text.trim()),
      ["Powered by Scalar"],
    )
    assert.isFalse(await page.getByText("Developer Tools").isVisible())
    assert.deepStrictEqual({ elsewhere, errors }, { elsewhere: [], errors: [] })
  })
})
