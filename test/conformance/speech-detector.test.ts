import { afterAll, beforeAll, describe, it } from 'vitest';
import { energyDetector } from '../../src/adapters/speech-detector/energy/energy-detector.ts';
import { sileroDetector } from '../../src/adapters/speech-detector/silero/silero-detector.ts';
import { createHostPool, type HostPool } from '../../src/engine-host/host-pool.ts';
import { createDetectorOpener } from '../../src/engine-host/open-detector.ts';
import { lookForSilero } from '../support/find-silero.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { speakText, spokenText } from '../support/spoken.ts';
import { describeSpeechDetector } from './speech-detector.ts';

const speech = () => speakText(spokenText);
const modelFile = await lookForSilero();

describeSpeechDetector('energy', { open: () => energyDetector.load({}), speech });

if (modelFile === undefined) {
  describe.skip('speech detector: silero (its file cannot be had)', () => it('is not there'));
} else {
  describeSpeechDetector('silero as an adapter', {
    open: () => sileroDetector.load({ modelFile }),
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
        const open = createDetectorOpener({
          detector: 'silero',
          hosts,
          findModelFile: async () => modelFile,
        });
        return (await open()).detector;
      },
      speech,
    });
  });
}
