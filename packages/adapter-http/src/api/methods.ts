import { Api } from "./Api.ts"
import { DOCS_PATH, HOME_PATH, METRICS_PATH, OPENAPI_PATH, pathOf } from "./paths.ts"

/** The methods that the path of a request target supports, besides `OPTIONS`. Empty if there is no such path. */
export type MethodsOf = (target: string) => ReadonlyArray<string>

interface Endpoints {
  readonly groups: Readonly<
    Record<string, { readonly endpoints: Readonly<Record<string, { readonly path: string; readonly method: string }>> }>
  >
}

/** The methods of an API's paths, and of documents served next to it. */
export const methodsIn = (api: Endpoints, documents: ReadonlyArray<string>): MethodsOf => {
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
  return (target) => methodsByPath.get(pathOf(target)) ?? []
}

/** The methods of paths, and of documents among them that exist at run time. */
export const withDocuments = (methodsOf: MethodsOf, documents: ReadonlyArray<string>): MethodsOf => {
  const paths = new Set(documents)
  return (target) => (paths.has(pathOf(target)) ? ["GET", "HEAD"] : methodsOf(target))
}

export const methodsOf = methodsIn(Api, [HOME_PATH, DOCS_PATH, OPENAPI_PATH, METRICS_PATH])
