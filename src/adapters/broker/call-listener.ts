import type { Logger } from '../../core/logger.ts';

/** One listener's failure is its own: the others still hear the message. */
export function callListener(
  topic: string,
  handler: (message: unknown) => void,
  message: unknown,
  logger: Logger,
): void {
  try {
    handler(message);
  } catch (error) {
    logger.error({ topic, error }, 'a listener failed');
  }
}
