import { Api } from "./Api.ts"
import { DOCS_PATH, HOME_PATH, METRICS_PATH, OPENAPI_PATH, pathOf } from "./paths.ts"

/** A path of the server, which may have a parameter, as in `/imports/:id`. */
interface KnownPath {
  readonly path: string
  /** The methods that it supports, besides `OPTIONS`. */
  readonly methods: ReadonlyArray<string>
}

/** Finds the path that a request target names. */
type FindPath = (target: string) => KnownPath | undefined

/** The methods that the path of a request target supports, besides `OPTIONS`. Empty if there is no such path. */
export type MethodsOf = (target: string) => ReadonlyArray<string>

interface Endpoints {
  readonly groups: Readonly<
    Record<string, { readonly endpoints: Readonly<Record<string, { readonly path: string; readonly method: string }>> }>
  >
}

const pathsIn = (api: Endpoints, documents: ReadonlyArray<string>): FindPath => {
  const methodsByPath = new Map<string, ReadonlyArray<string>>(documents.map((path) => [path, ["GET", "HEAD"]]))
  for (const group of Object.values(api.groups)) {
    for (const { path, method } of Object.values(group.endpoints)) {
      // A GET route also handles HEAD.
      const methods = method === "GET" ? ["GET", "HEAD"] : [method]
      methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), ...methods])
    }
  }
  // `*` is the whole server (RFC 9110 §9.3.7).
  methodsByPath.set("*", [...new Set([...methodsByPath.values()].flat())])
  const known = new Map(Array.from(methodsByPath, ([path, methods]) => [path, { path, methods }]))
  const patterns = Array.from(known.values(), (one) => ({ pattern: patternOf(one.path), one })).filter(({ one }) =>
    one.path.includes("/:"),
  )
  return (target) => {
    const path = pathOf(target)
    return known.get(path) ?? patterns.find(({ pattern }) => pattern.test(path))?.one
  }
}

/** The router fails on a longer parameter: Effect gives it `maxParamLength` = 100. No id is nearly as long. */
const MAX_PARAMETER = 100

/** Ids have only characters that need no encoding (RFC 3986 §2.3), so each has one spelling. */
const patternOf = (path: string): RegExp => {
  const escaped = path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
  return new RegExp(`^${escaped.replaceAll(/\/:\w+/g, `/[\\w.~-]{1,${MAX_PARAMETER}}`)}$`)
}

/** The methods of an API's paths, and of documents served next to it. */
export const methodsIn = (api: Endpoints, documents: ReadonlyArray<string>): MethodsOf => {
  const find = pathsIn(api, documents)
  return (target) => find(target)?.methods ?? []
}

/** The methods of paths, and of documents among them that exist at run time. */
export const withDocuments = (methodsOf: MethodsOf, documents: ReadonlyArray<string>): MethodsOf => {
  const paths = new Set(documents)
  return (target) => (paths.has(pathOf(target)) ? ["GET", "HEAD"] : methodsOf(target))
}

/** Finds a path of the server. */
export const findPath = pathsIn(Api, [HOME_PATH, DOCS_PATH, OPENAPI_PATH, METRICS_PATH])

export const methodsOf: MethodsOf = (target) => findPath(target)?.methods ?? []
