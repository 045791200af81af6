import { checkPolicy } from "@bulk-contacts/core"
import * as Layer from "effect/Layer"
import { checkPrefix } from "../api/checkPrefix.ts"
import type { OpenApiOptions } from "../api/MountedApi.ts"
import type { WebHandlerOptions } from "./WebHandlerOptions.ts"

/** Copies the options, with their defaults. Throws a `TypeError` that names the option that is unknown or wrong. */
export const checkOptions = <Host>(options: WebHandlerOptions<Host>) => {
  if (typeof options !== "object" || options === null) throw new TypeError("`createWebHandler` requires options")
  const {
    store,
    authenticate,
    prefix,
    openApi = false,
    importPage = null,
    policy,
    maxBodyBytes,
    onFailure,
    ...unknown
  } = options
  const [name] = Object.keys(unknown)
  if (name !== undefined) throw new TypeError(`Unknown option: ${name.slice(0, 100)}`)
  const isLayer: boolean = Layer.isLayer(store)
  if (!isLayer)
    throw new TypeError("`store` must be a layer: `layerPromisePorts(store.ports)`, or `makeMemoryStore(…).layer`")
  if (typeof authenticate !== "function") throw new TypeError("`authenticate` must be a function")
  const isPage = importPage === null || (typeof importPage.html === "string" && typeof importPage.files === "object")
  if (!isPage) throw new TypeError("`importPage` must be the one that @bulk-contacts/import-page exports")
  if (onFailure !== undefined && typeof onFailure !== "function") throw new TypeError("`onFailure` must be a function")
  return {
    store,
    authenticate,
    prefix: checkPrefix(prefix ?? "/"),
    openApi: checkOpenApi(openApi),
    importPage,
    policy: checkPolicy(policy),
    maxBodyBytes: checkMaxBodyBytes(maxBodyBytes ?? 32 * 1024 * 1024),
    onFailure,
  }
}

const checkOpenApi = (openApi: boolean | OpenApiOptions): boolean | OpenApiOptions => {
  if (typeof openApi === "boolean") return openApi
  if (typeof openApi !== "object" || openApi === null) {
    throw new TypeError("`openApi` must be true, false, or an object with a `securityScheme`")
  }
  const { securityScheme, ...unknown } = openApi
  const [name] = Object.keys(unknown)
  if (name !== undefined) throw new TypeError(`Unknown option of \`openApi\`: ${name.slice(0, 100)}`)
  if (securityScheme === undefined) return true
  if (typeof securityScheme?.type === "string") return { securityScheme: { ...securityScheme } }
  throw new TypeError('`openApi.securityScheme` must be one of OpenAPI, such as { type: "http", scheme: "bearer" }')
}

const checkMaxBodyBytes = (bytes: number): number => {
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes
  throw new TypeError("`maxBodyBytes` must be a positive integer")
}
