import { EfirError, toEfirError } from '../core/errors.ts';
import { MessengerDoubt, MessengerRefusal } from '../ports/messenger.ts';

/** A failure of Telegram as an error with a sentence for the operator. */
export function tellTelegramFailure(thrown: unknown): EfirError {
  if (thrown instanceof MessengerDoubt) {
    return new EfirError('telegram-unreachable', { detail: thrown.message }, { cause: thrown });
  }
  if (!(thrown instanceof MessengerRefusal)) return toEfirError(thrown);
  // 404: the token has the form of none.
  if (thrown.status === 401 || thrown.status === 404) {
    return new EfirError('telegram-token-wrong', {}, { cause: thrown });
  }
  if (thrown.status === 409) return new EfirError('telegram-conflict', {}, { cause: thrown });
  if (thrown.status === 429) {
    return new EfirError('telegram-unreachable', { detail: thrown.message }, { cause: thrown });
  }
  return new EfirError('telegram-refused', { detail: thrown.message }, { cause: thrown });
}
