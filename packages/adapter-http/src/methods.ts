import { Api } from "./Api.ts"
import { DOCS_PATH, METRICS_PATH, OPENAPI_PATH, pathOf } from "./paths.ts"

const methodsByPath = new Map<string, ReadonlyArray<string>>([
  [DOCS_PATH, ["GET", "HEAD"]],
  [OPENAPI_PATH, ["GET", "HEAD"]],
  [METRICS_PATH, ["GET", "HEAD"]],
])
for (const group of Object.values(Api.groups)) {
  for (const { path, method } of Object.values(group.endpoints)) {
    // A route for GET answers HEAD as well.
    const methods = method === "GET" ? ["GET", "HEAD"] : [method]
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), ...methods])
  }
}

/** The methods that the path of a request target has; none where there is no such path. */
export const methodsOf = (target: string): ReadonlyArray<string> => methodsByPath.get(pathOf(target)) ?? []
