import { usePage } from "./context.ts"
import { openQuestions, type State, type Step } from "./State.ts"

const order: ReadonlyArray<Step> = ["file", "columns", "check", "options", "result"]

/** Whether a person can go to a step: what it needs is there. */
const isOpen = (step: Step, state: State): boolean => {
  if (state.sending !== null || state.result !== null) return step === state.step
  if (step === "file") return true
  if (step === "result" || state.check === null) return false
  const { undecided, lacksEmail } = openQuestions(state)
  return step === "columns" || (undecided === 0 && !lacksEmail)
}

/** Where the person is, and where they can go. */
export const Steps = () => {
  const { importer, state, texts } = usePage()
  return (
    <nav class="steps" aria-label={texts.step(order.indexOf(state.step) + 1, order.length)}>
      <ol>
        {order.map((step) => (
          <li key={step}>
            <button
              type="button"
              disabled={!isOpen(step, state)}
              aria-current={step === state.step ? "step" : undefined}
              onClick={() => importer.goTo(step)}
            >
              {texts.steps[step]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
