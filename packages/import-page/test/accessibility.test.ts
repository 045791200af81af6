import axe from "axe-core"
import type { Page } from "playwright-core"
import { assert } from "vitest"
import { chooseFile, goOn, press } from "./support/openPage.ts"
import { assertFocus, inCi, tryOut, usePages, waitForResult } from "./support/pages.ts"

const pages = usePages()
const { open } = pages

const PHONE = { width: 375, height: 700 }

/** A phone; a laptop at 200 %; a laptop at 400 % (WCAG 1.4.10). */
const sizes = [PHONE, { width: 640, height: 360 }, { width: 320, height: 256 }]

/** Fails if axe finds something. */
const assertAccessible = async (page: Page, step: string, rules?: ReadonlyArray<string>) => {
  const { violations } = await page.evaluate(
    (runOnly) => (globalThis as any).axe.run(runOnly === undefined ? {} : { runOnly }),
    rules,
  )
  const found = violations.map(({ id, nodes }: any) => `${step} ${id} ${nodes.map(({ html }: any) => html).join(" ")}`)
  assert.deepStrictEqual(found, [])
}

/** Fails if something is wider than the screen, or the way forward is out of sight. */
const assertFits = async (page: Page, step: string) => {
  for (const size of sizes) {
    await page.setViewportSize(size)
    assert.isAtMost(await page.evaluate(() => document.documentElement.scrollWidth), size.width, step)
  }
  await page.setViewportSize(PHONE)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%"
  })
  assert.isAtMost(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, `${step}, large text`)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = ""
    document.activeElement?.scrollIntoView()
  })
  const forward = page.locator(".actions").last()
  if (!(await forward.isVisible())) return
  const { y = 0, height = 0 } = (await forward.boundingBox()) ?? {}
  assert.isAtMost(y + height, PHONE.height, `${step}, the way forward`)
}

inCi(
  "everybody can use every step: with 40 columns on a phone, large text, dark or light, in any direction",
  async () => {
    const page = await open({
      viewport: PHONE,
      colorScheme: "dark",
      bypassCSP: true,
      locale: "de",
      reducedMotion: "reduce",
    })
    await page.addScriptTag({ content: axe.source })
    const check = async (step: string, heading?: string) => {
      if (heading !== undefined) await assertFocus(page, heading)
      await assertAccessible(page, step)
      await page.emulateMedia({ colorScheme: "light" })
      await assertAccessible(page, `${step}, light`, ["color-contrast"])
      await page.emulateMedia({ colorScheme: "dark" })
      await assertFits(page, step)
    }
    await pages.server.create({ email: "axe-there@example.org", firstName: "There" })
    await check("empty")

    const names = Array.from({ length: 37 }, (_, i) => `Spalte ${i + 1}`)
    const row = (email: string, phone: string) => [email, phone, "عمر", ...names.map((_, i) => `قيمة ${i}`)].join(";")
    const header = ["E-Mail", "Telefon", "الاسم", ...names].join(";")
    await chooseFile(page, {
      name: "breit.csv",
      content: `${header}\n${row("axe@example.org", "0151 2345678")}\n${row("x", "12")}\n${row("axe-there@example.org", "")}`,
    })
    await page.getByText("Was verstanden wurde").waitFor()
    await page.getByRole("combobox", { name: "Trennzeichen", exact: true }).waitFor()
    await check("file")

    await press(page, "Weiter")
    const selects = page.getByRole("combobox", { name: /^Spalte „.+“, Feld$/ })
    await selects.nth(39).waitFor()
    await page.getByLabel("Spalte „Spalte 37“, Feld").selectOption("metadata.Spalte 37")
    await page.getByLabel("Spalte „الاسم“, Feld").selectOption("firstName")
    await check("columns")
    await press(page, "Alle offenen Spalten weglassen")
    assert.strictEqual(await selects.nth(39).inputValue(), "metadata.Spalte 37")

    await press(page, "Weiter")
    const grid = page.getByRole("grid", { name: "Zeilen der Datei" })
    await grid.waitFor()
    // What the core says is said in German, in the cell and of the group.
    await grid.getByRole("gridcell", { name: "12 muss mit ihrer Ländervorwahl beginnen" }).waitFor()
    await page.getByText("muss eine E-Mail-Adresse sein", { exact: false }).first().waitFor()
    assert.notMatch(await page.locator("main").innerText(), /\b(must|is required)\b/)
    const name = grid.getByText("عمر").first()
    assert.strictEqual(await name.evaluate((element) => getComputedStyle(element).direction), "rtl")
    await check("check", "Prüfen")

    await press(page, "Weiter")
    await press(page, "Demo-Schlüssel verwenden")
    await page.getByRole("checkbox", { name: "Die Zeilen mit Problemen weglassen (2)" }).waitFor()
    assert.strictEqual(await page.locator("h2").innerText(), "Optionen")
    await press(page, "Zurück")
    await page.getByLabel("Land für Telefonnummern").first().selectOption("DE")
    await page.getByRole("status").getByText("2 Zeilen bereit, 1 mit Problemen").waitFor()
    await press(page, "Weiter")
    await page.getByRole("checkbox", { name: "Die Zeilen mit Problemen weglassen (1)" }).check()
    await page.getByLabel("Kontakttyp").waitFor()
    // What went wrong is in sight, however far below the button is.
    await page.route(/bulk/, (route) => route.abort())
    await press(page, "Mit dem Server prüfen")
    await page.getByRole("alert").getByText("Der Server hat nicht geantwortet.").waitFor()
    await page.waitForFunction(() => {
      const { top = -1 } = document.querySelector("[role=alert] .notice")?.getBoundingClientRect() ?? {}
      return top >= 0 && top < innerHeight
    })
    await page.unroute(/bulk/)
    await press(page, "Mit dem Server prüfen")
    await page.locator(".counts").waitFor()
    await check("dry run", "Was ein Import tun würde")

    await press(page, /^Schon vorhanden/)
    await press(page, "ist schon vorhanden")
    await page.getByRole("heading", { name: "Schon vorhanden" }).waitFor()
    await check("comparison", "Schon vorhanden")

    // Nothing moves for people who do not want that.
    const moving = await page.evaluate(() => {
      const progress = document.createElement("progress")
      document.body.append(progress)
      const { display } = getComputedStyle(progress)
      progress.remove()
      const changes = [...document.querySelectorAll("*")].map((element) => getComputedStyle(element).transitionDuration)
      return { display, changes: [...new Set(changes)], animations: document.getAnimations().length }
    })
    assert.deepStrictEqual(moving, { display: "none", changes: ["0s"], animations: 0 })

    await press(page, "1 Zeile importieren")
    await page.getByRole("heading", { level: 2, name: "Fertig" }).waitFor()
    await check("result", "Fertig")
    await page.getByText("Frühere Importe", { exact: true }).click()
    await page.getByRole("row").filter({ hasText: "breit.csv" }).waitFor()
    await check("history")
  },
)

inCi("a screen reader is told what happens, once and not at every row", async () => {
  const page = await open()
  await page.evaluate(() => {
    const announced: Array<string> = []
    const texts = new Map<Element, string>()
    new MutationObserver(() => {
      for (const element of document.querySelectorAll("[role=status], [role=alert]")) {
        const text = element.textContent ?? ""
        if (text !== (texts.get(element) ?? "") && text !== "") announced.push(text)
        texts.set(element, text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.assign(globalThis, { announced })
  })
  const rows = Array.from({ length: 4000 }, (_, i) => `announced-${i}@example.org,030 901820\n`)
  await chooseFile(page, { name: "many.csv", content: `email,phone\n${rows.join("")}nonsense,\n` })
  for (const heading of ["Columns", "Check"]) {
    await goOn(page, heading)
    await assertFocus(page, heading)
  }
  await page
    .getByLabel(/^Country/)
    .first()
    .selectOption("DE")
  await page.getByText("4,000 rows ready, 1 with problems").waitFor()
  await tryOut(page)
  // However it is pressed, it is one import.
  let requests = 0
  page.on("request", (request) => {
    if (/bulk\?(?!.*dryRun)/.test(request.url())) requests++
  })
  const button = page.getByRole("button", { name: "Import 4,000 rows" })
  await button.focus()
  await button.evaluate((element: HTMLElement) => {
    for (let i = 0; i < 3; i++) element.click()
  })
  await page.keyboard.press("Enter")
  await waitForResult(page)
  await assertFocus(page, "Done")
  const announced = (await page.evaluate("announced")) as ReadonlyArray<string>
  const told = announced.filter((text) => !text.includes("% sent"))
  assert.deepStrictEqual(told, [
    "Reading the file …",
    "4,001 rows read",
    "0 rows ready, 4,001 with problems",
    "Checking …",
    "4,000 rows ready, 1 with problems",
    "The server is checking …",
    "New4,000Already there0Left out1",
    "Everything has been sent. The contacts are being stored …",
    "Created4,000Already there0Left out1",
  ])
  await page.getByText("Earlier imports", { exact: true }).click()
  await page.getByRole("row").filter({ hasText: "many.csv" }).waitFor()
  assert.strictEqual(requests, 1)
  // Quarters at most.
  assert.isAtMost(announced.length - told.length, 5)
})
