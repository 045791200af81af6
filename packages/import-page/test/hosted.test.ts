import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { handleNodeRequest } from "@bulk-contacts/adapter-http/node"
import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { Imports } from "@bulk-contacts/core/ports"
import { importPage } from "@bulk-contacts/import-page"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert } from "vitest"
import { chooseFile, counts, goOn, press } from "./support/openPage.ts"
import { goToCheck, inCi, usePages, waitForResult } from "./support/pages.ts"

const { open } = usePages()

const session = { name: "session", value: "secret", domain: "127.0.0.1", path: "/" }
const signedIn = {
  storageState: {
    cookies: [{ ...session, expires: -1, httpOnly: true, secure: false, sameSite: "Strict" as const }],
    origins: [],
  },
}

/** A service of somebody else, which has the page at /crm/import and knows its users by a cookie. */
const startHost = async (
  keep: (layer: ReturnType<typeof makeMemoryStore>["layer"]) => typeof layer = (layer) => layer,
) => {
  const store = makeMemoryStore({ id: "acme", contactTypes: ["CT123"], defaultContactType: "CT123" })
  const contacts = await createWebHandler({
    store: keep(store.layer),
    authenticate: (request) => (request.headers.get("cookie")?.includes("session=secret") ? "acme" : null),
    prefix: "/crm",
    importPage,
  })
  const server = createServer((request, response) => handleNodeRequest(contacts, request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await contacts.dispose()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`, stop }
}

inCi("a host's own session is used, and its history and undo are there", async () => {
  const host = await startHost()
  try {
    const page = await open(signedIn, host.origin)
    await chooseFile(page, { name: "host.csv", content: "email\nhost@example.org\n" })
    await goToCheck(page)
    await goOn(page, "Options")
    assert.strictEqual(await page.getByLabel("API key").count(), 0)
    assert.strictEqual(await page.getByRole("link", { name: "API documentation" }).count(), 0)
    // Whoever is signed out meanwhile signs in again.
    await page.context().clearCookies()
    await press(page, "Check with the server")
    await page.getByRole("alert").getByText("You are not signed in.").waitFor()
    await page.context().addCookies([session])
    await press(page, "Check with the server")
    await page.locator(".counts").waitFor()
    await press(page, "Import 1 row")
    await waitForResult(page)
    assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
    // The command line has no key of the host: it writes into the store.
    const commands = await page.locator("pre").allInnerTexts()
    assert.lengthOf(commands, 1)
    assert.include(commands[0], "--org ORGANIZATION")
    await page.getByText("Earlier imports", { exact: true }).click()
    const row = page.getByRole("row").filter({ hasText: "host.csv" })
    page.on("dialog", (dialog) => dialog.accept())
    await row.getByRole("button", { name: "Undo host.csv" }).click()
    await row.getByText(/^undone/).waitFor()
    await page.getByText("Undone: 1 deleted.").waitFor()
  } finally {
    await host.stop()
  }
})

inCi("a host that does not record imports has the import without history and undo", async () => {
  const host = await startHost(
    (layer) => Layer.effectContext(Effect.map(Layer.build(layer), Context.omit(Imports))) as typeof layer,
  )
  try {
    const page = await open(signedIn, host.origin)
    await chooseFile(page, { name: "host.csv", content: "email\nhost@example.org\n" })
    await goToCheck(page)
    await goOn(page, "Options")
    await press(page, "Check with the server")
    await page.locator(".counts").waitFor()
    await press(page, "Import 1 row")
    await waitForResult(page)
    assert.deepStrictEqual(await counts(page), { Created: 1, "Already there": 0, "Left out": 0 })
    assert.strictEqual(await page.getByRole("button", { name: "Undo this import" }).count(), 0)
    await page.getByText("Earlier imports", { exact: true }).click()
    await page.getByText("Earlier imports", { exact: true }).waitFor({ state: "detached" })
  } finally {
    await host.stop()
  }
})
