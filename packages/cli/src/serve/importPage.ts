import type { ImportPageFiles } from "@bulk-contacts/adapter-http"
import * as Effect from "effect/Effect"

/**
 * The import page; null in a checkout in which it was not built. A server without it is a server all the same.
 */
export const loadImportPage: Effect.Effect<ImportPageFiles | null> = Effect.tryPromise({
  try: async () => (await import("@bulk-contacts/import-page")).importPage,
  catch: (error) => error,
}).pipe(
  Effect.catch((error) =>
    isNotFound(error)
      ? Effect.as(Effect.logWarning("The import page is not built: run npm run build in packages/import-page"), null)
      : Effect.die(error),
  ),
)

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND"
