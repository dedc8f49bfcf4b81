import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyStores, listKeys } from '../../../test/support/kept-in-memory.ts';
import { recordSound } from './record-sound.ts';
import { keepTake } from './takes.ts';

let hears: boolean;
let recorder: Recorder;

class Recorder extends EventTarget {
  static isTypeSupported = () => true;
  state = 'inactive';
  constructor() {
    super();
    recorder = this;
  }
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.dispatchEvent(new Event('stop'));
  }
  hear(data: Blob) {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
  }
}

class Sound {
  createAnalyser = () => ({});
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = async () => undefined;
}

beforeEach(() => {
  emptyStores();
  hears = false;
  const track = Object.assign(new EventTarget(), { stop: () => (hears = false) });
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  const getUserMedia = async () => {
    hears = true;
    return stream;
  };
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  vi.stubGlobal('MediaRecorder', Recorder);
  vi.stubGlobal('AudioContext', Sound);
});
afterEach(() => vi.unstubAllGlobals());

test.each(['MediaRecorder', 'AudioContext'])(
  'lets go of the microphone where the browser has no %s for it',
  async (name) => {
    const refuse = Object.assign(
      class {
        constructor() {
          throw new DOMException('no', 'NotSupportedError');
        }
      },
      { isTypeSupported: () => false },
    );
    vi.stubGlobal(name, refuse);
    await expect(recordSound('anna:tenant', 'Talk')).rejects.toThrow('no');
    expect(hears).toBe(false);
  },
);

test('ends by itself when there is room for no more, with all that was said', async () => {
  await keepTake(unsent('before', 1e9 - 10_000_005));
  const { ended } = await recordSound('anna:tenant', 'Talk');
  recorder.hear(new Blob(['sound']));
  expect(hears).toBe(true);
  recorder.hear(new Blob([new Uint8Array(10_000_000)]));
  const { cut, file, take } = await ended;
  expect({ cut, hears, size: file.size }).toEqual({ cut: 'full', hears: false, size: 10_000_005 });
  expect(take.bytes).toBe(10_000_005);
  await vi.waitFor(() => expect(listKeys('chunks')).toHaveLength(2));
});

test('does not begin where too much was not sent, of the same person', async () => {
  await keepTake(unsent('much', 995_000_000));
  await expect(recordSound('anna:tenant', 'Talk')).rejects.toMatchObject({ trouble: 'full' });
  expect(hears).toBe(false);
  const { ended, stop } = await recordSound('boris:tenant', 'Talk');
  stop();
  expect(await ended).toMatchObject({ cut: undefined });
});

function unsent(id: string, bytes: number) {
  return {
    ...{ id, owner: 'anna:tenant', tab: 'one', name: id, type: 'audio/webm' },
    ...{ startedAt: Date.now(), seconds: 1, bytes },
  };
}
