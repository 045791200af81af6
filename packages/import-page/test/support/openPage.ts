import type { Browser, Page } from "playwright-core"

export interface File {
  readonly name: string
  readonly content: string | Uint8Array
}

/** A page in a browser of its own, and what went wrong on it. */
export const openPage = async (
  browser: Browser,
  origin: string,
  options: Parameters<Browser["newContext"]>[0] = {},
) => {
  const context = await browser.newContext({ locale: "en-GB", acceptDownloads: true, ...options })
  const page = await context.newPage()
  // Ends before the test does, so that the failure says what was waited for.
  page.setDefaultTimeout(240_000)
  const errors: Array<string> = []
  const elsewhere: Array<string> = []
  page.on("pageerror", ({ message }) => errors.push(message))
  page.on("console", (message) => {
    // A status of the server is not an error of the page.
    if (message.type() === "error" && !message.text().includes("status of")) errors.push(message.text())
  })
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url())
  })
  await page.goto(`${origin}/import`)
  return { context, page, errors, elsewhere }
}

export const chooseFile = (page: Page, { name, content }: File) =>
  page.setInputFiles("input[type=file]", { name, mimeType: "", buffer: Buffer.from(content) })

export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click()

/** Goes to a step, once it can be gone to. */
export const goOn = async (page: Page, heading: string) => {
  await press(page, "Continue")
  await page.getByRole("heading", { level: 2, name: heading }).waitFor()
}

/** Waits until a row, by its number in the file, has a cell with this text, line by line. */
export const waitForCell = (page: Page, line: number, ...lines: ReadonlyArray<string>) =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: String(line), exact: true }) })
    .getByRole("gridcell", { name: lines.join(" "), exact: true })
    .waitFor()

/** The numbers under the headings of a list of counts. */
export const counts = async (page: Page) => {
  const numbers = await page
    .locator(".counts > div")
    .evaluateAll((elements) =>
      elements.map((element) => [
        element.querySelector("dt")?.textContent ?? "",
        Number(element.querySelector("dd")?.firstChild?.textContent),
      ]),
    )
  return Object.fromEntries(numbers) as Record<string, number>
}

/** The content of a file that a button saves. */
export const download = async (page: Page, name: string | RegExp) => {
  const [saved] = await Promise.all([page.waitForEvent("download"), press(page, name)])
  const stream = await saved.createReadStream()
  let text = ""
  for await (const piece of stream) text += piece
  return { name: saved.suggestedFilename(), text }
}
