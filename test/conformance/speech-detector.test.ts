import { afterAll, beforeAll, describe, it } from 'vitest';
import { energyDetector } from '../../src/adapters/speech-detector/energy/energy-detector.ts';
import { sileroDetector } from '../../src/adapters/speech-detector/silero/silero-detector.ts';
import { createHostPool, type HostPool } from '../../src/engine-host/host-pool.ts';
import { createDetectorOpener } from '../../src/engine-host/open-detector.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { sileroFile } from '../support/silero.ts';
import { speakText, spokenText } from '../support/spoken.ts';
import { describeSpeechDetector } from './speech-detector.ts';

const speech = () => speakText(spokenText);

describeSpeechDetector('energy', { open: () => energyDetector.load({}), speech });

if (sileroFile === undefined) {
  describe.skip('speech detector: silero (its file is not on this machine)', () => it('is not there'));
} else {
  describeSpeechDetector('silero as an adapter', {
    open: () => sileroDetector.load({ modelFile: sileroFile as string }),
    speech,
  });
  describe('in a host', () => {
    let hosts: HostPool;
    beforeAll(() => {
      hosts = createHostPool({ environment: pickHostEnvironment() });
    });
    afterAll(() => hosts.close());
    describeSpeechDetector('silero in its host', {
      open: async () => {
        const findModelFile = async () => sileroFile as string;
        const open = createDetectorOpener({ detector: 'silero', hosts, findModelFile });
        return (await open()).detector;
      },
      speech,
    });
  });
}
