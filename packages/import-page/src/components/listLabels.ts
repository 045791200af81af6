import type { DownloadLabels } from "../protocol.ts"
import type { Texts } from "../texts/en.ts"

/** What the files of rows say in their additional columns. */
export const listLabels = ({ result, problems }: Texts): DownloadLabels => ({
  id: result.columnId,
  reason: result.columnReason,
  exists: result.reasonExists,
  repeated: result.reasonRepeated,
  leftOut: result.reasonLeftOut,
  problems,
})
