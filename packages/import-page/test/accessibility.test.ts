import axe from "axe-core"
import { assert } from "vitest"
import { chooseFile, press } from "./support/openPage.ts"
import { inCi, usePages } from "./support/pages.ts"

const { open } = usePages()

inCi("has no accessibility problem that axe finds, in any step, and nothing scrolls sideways on a phone", async () => {
  const page = await open({ viewport: { width: 375, height: 700 }, colorScheme: "dark", bypassCSP: true, locale: "de" })
  const check = async (step: string) => {
    await page.addScriptTag({ content: axe.source })
    const { violations } = await page.evaluate(() => (globalThis as any).axe.run())
    assert.deepStrictEqual(
      violations.map(({ id, nodes }: any) => `${step} ${id} ${nodes.map(({ html }: any) => html).join(" ")}`),
      [],
    )
    assert.isAtMost(await page.evaluate(() => document.documentElement.scrollWidth), 375, step)
  }
  await check("empty")
  const names = Array.from({ length: 38 }, (_, i) => `Spalte ${i + 1}`)
  const row = (email: string, phone: string) => [email, phone, ...names.map((_, i) => `قيمة ${i}`)].join(";")
  const content = [["E-Mail", "Telefon", ...names].join(";"), row("axe@example.org", "0151 2345678"), row("x", "12")]
  await chooseFile(page, { name: "breit.csv", content: content.join("\n") })
  await page.getByText("Was verstanden wurde").waitFor()
  await check("file")
  await press(page, "Weiter")
  await page.getByLabel("Spalte „Spalte 38“, Feld").waitFor()
  await check("columns")
  await press(page, "Alle offenen Spalten weglassen")
  await press(page, "Weiter")
  await page.getByRole("grid").waitFor()
  assert.strictEqual(await page.locator(":focus").innerText(), "Prüfen")
  await check("check")
  await press(page, "Weiter")
  await press(page, "Demo-Schlüssel verwenden")
  await page.getByRole("checkbox", { name: /^Die Zeilen mit Problemen/ }).check()
  await page.getByText("Land für Telefonnummern").waitFor({ state: "detached" })
  await press(page, "Mit dem Server prüfen")
  await page.locator(".counts").waitFor()
  await check("dry run")
})
