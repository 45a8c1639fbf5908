import { useState } from 'preact/hooks';

/** What a person asked the gateway to do: whether it runs, and what came of the latest. */
export interface Action {
  runs: boolean;
  /** What was done, or the refusal in the gateway's words. */
  said: { good: boolean; text: string } | undefined;
  /** Runs one and tells it in a sentence, which may go by the answer; false where it was refused. */
  run: <T>(what: () => Promise<T>, sentence: string | ((answer: T) => string)) => Promise<boolean>;
}

export function useAction(): Action {
  const [state, setState] = useState<Pick<Action, 'runs' | 'said'>>({ runs: false, said: undefined });
  const run = async <T>(what: () => Promise<T>, sentence: string | ((answer: T) => string)) => {
    setState({ runs: true, said: undefined });
    try {
      const answer = await what();
      setState({ runs: false, said: { good: true, text: typeof sentence === 'string' ? sentence : sentence(answer) } });
      return true;
    } catch (error) {
      setState({ runs: false, said: { good: false, text: (error as Error).message } });
      return false;
    }
  };
  return { ...state, run };
}
