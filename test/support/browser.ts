import chromium from "@sparticuz/chromium"
import { type Browser, chromium as playwright } from "playwright-core"

/** A browser that comes inside an npm package. It runs without anything else, and talks to this machine only. */
export const launchBrowser = async (): Promise<Browser> => {
  chromium.setGraphicsMode = false
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    timeout: 0,
    // Not those of the package: they are for one page in a function, and turn off the security of the web.
    args: [
      "--headless=shell",
      "--no-sandbox",
      "--no-zygote",
      "--disable-gpu",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  })
}
