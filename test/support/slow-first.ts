import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, in the order in which they begin: what computes and what waits for servers by turns, so
 * that the processors are busy all along and no long file is left alone at the end. Then the journeys in the browser,
 * a minute each. Without it, all others follow as Vitest puts them.
 */
const slowFiles = [
  'test/e2e/pilot-hours.test.ts',
  'test/chaos/crash-points.test.ts',
  'test/e2e/pilot-tones.test.ts',
  'src/apps/bot/send-doubtful.test.ts',
  'test/chaos/chaos.test.ts',
  'test/conformance/rabbitmq-broker.test.ts',
  'test/e2e/bad-input.test.ts',
  'test/chaos/chat-chaos.test.ts',
  'src/compute/speech/stages/nothing-invented.test.ts',
  'test/chaos/chat-recording-crash-points.test.ts',
  'src/apps/api/openai/joining.test.ts',
  'test/conformance/speech-engine.test.ts',
  'test/conformance/broker.test.ts',
  'src/compute/speech/transcribe-task.test.ts',
  'test/e2e/bot-recordings.test.ts',
  'test/e2e/pilot-speakers.test.ts',
  'test/e2e/telegram-page.test.ts',
  'test/e2e/scale-out.test.ts',
  'src/apps/coordinator/outages.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/e2e/transcribe-server.test.ts',
  'src/db/embedded/start.test.ts',
  'src/apps/coordinator/coordinator.test.ts',
  'src/adapters/speech-engine/transcribe-server/transcribe-server-engine.test.ts',
  'test/e2e/rabbitmq.test.ts',
  'test/e2e/web/',
] as const;

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const path = relative(this.ctx.config.root, moduleId);
      const place = slowFiles.findIndex((slow) => path.startsWith(slow));
      return place === -1 ? slowFiles.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
