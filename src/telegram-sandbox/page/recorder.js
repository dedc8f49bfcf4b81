// Records a voice message from the microphone.

import { word } from './words.js';

/** In the order in which they are taken; Telegram's own is Opus in Ogg. */
const types = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/**
 * Begins at once. `stop` gives { blob, seconds } and frees the microphone. Throws with a sentence where there is no
 * microphone or it may not be used.
 */
export async function startRecording(tick) {
  const stream = await openMicrophone();
  const type = types.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const chunks = [];
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start(500);
  const timer = setInterval(() => tick(seconds()), 250);
  return {
    async stop() {
      clearInterval(timer);
      const length = seconds();
      const stopped = new Promise((resolve) => {
        recorder.onstop = resolve;
      });
      recorder.stop();
      await stopped;
      for (const track of stream.getTracks()) track.stop();
      return { blob: new Blob(chunks, { type: recorder.mimeType.split(';')[0] }), seconds: length };
    },
  };
}

async function openMicrophone() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    throw new Error(word('no-microphone'));
  }
}
