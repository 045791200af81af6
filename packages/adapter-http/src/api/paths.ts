export const HOME_PATH = "/"
export const OPENAPI_PATH = "/openapi.json"
export const DOCS_PATH = "/docs"
export const IMPORT_PATH = "/import"
export const METRICS_PATH = "/metrics"
export const BULK_CREATE_PATH = "/v1/accounts/contacts/bulk"
export const IMPORTS_PATH = "/v1/accounts/contacts/imports"

/** The path of a request target, without its query. */
export const pathOf = (target: string): string => target.split("?", 1)[0] ?? ""
