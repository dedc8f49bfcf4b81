import { toEfirError } from '../../../core/errors.ts';
import type { Texts } from '../../../texts/texts.ts';

/** What the doctor says of one thing. `warning`: works, but not as well as it could. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly text: string;
  /** How to mend it; absent where nothing is to be mended. */
  readonly hint?: string;
}

/** One thing to look at. A look that throws is a failed one, in the words of the error. */
export interface Examination {
  readonly name: string;
  look(): Promise<Omit<Finding, 'name'>>;
}

export async function examine({ name, look }: Examination, texts: Texts): Promise<Finding> {
  try {
    return { name, ...(await look()) };
  } catch (thrown) {
    const { message, hint } = texts.describe(toEfirError(thrown));
    return { name, state: 'failed', text: message, hint };
  }
}
