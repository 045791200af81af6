import * as Base64 from "effect/encoding/Base64"
import { sha256 } from "../digests.ts"
import type { DocumentHeaders } from "./document.ts"

/** What a page may do besides running its own scripts: directives of a Content-Security-Policy. */
export type Directives = Readonly<Record<string, string>>

/** Nothing is allowed unless it is listed, and no other page may frame this one. */
export const contentSecurityPolicy = (directives: Directives): string =>
  Object.entries({
    "default-src": "'none'",
    ...directives,
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  })
    .map(([name, value]) => `${name} ${value}`)
    .join("; ")

/** The headers of an HTML page whose inline scripts are allowed by their hashes. */
export const pageHeaders =
  (directives: Directives): DocumentHeaders =>
  async (body) => {
    const scripts = new TextDecoder().decode(body).matchAll(/<script>(.*?)<\/script>/gs)
    const hashes = await Promise.all(
      [...scripts].map(
        async ([, script]) => `'sha256-${Base64.encode(await sha256(new TextEncoder().encode(script)))}'`,
      ),
    )
    return { "content-security-policy": contentSecurityPolicy({ "script-src": hashes.join(" "), ...directives }) }
  }
