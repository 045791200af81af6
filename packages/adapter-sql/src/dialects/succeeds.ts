import { hasCode } from "../transactions/driverErrors.ts"

/** Whether a statement succeeds. False for an error with the code; other errors are passed on. */
export const succeeds = async (statement: Promise<void>, code: string | number): Promise<boolean> => {
  try {
    await statement
    return true
  } catch (error) {
    if (hasCode(error, code)) return false
    throw error
  }
}
