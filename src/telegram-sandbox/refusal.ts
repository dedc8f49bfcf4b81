import type { ResponseParameters } from '@grammyjs/types';

/** What Telegram answers in place of a result. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly parameters: ResponseParameters | undefined;

  constructor(status: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

/** 400, with the sentence behind "Bad Request: ". */
export function badRequest(sentence: string): Refusal {
  return new Refusal(400, `Bad Request: ${sentence}`);
}

/** 403, with the sentence behind "Forbidden: ". */
export function forbidden(sentence: string): Refusal {
  return new Refusal(403, `Forbidden: ${sentence}`);
}

/** What the acting interface answers: the world has no such thing, or a person could not do it. */
export class Impossible extends Error {
  override readonly name = 'Impossible';
  readonly status: number;

  constructor(sentence: string, status = 400) {
    super(sentence);
    this.status = status;
  }
}
