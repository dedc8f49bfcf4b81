import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Silero's file, where this machine has it: among the operator's models, from the npm package that carries it, or beside
 * the tree. Tests that need it say so in their names, and have counterparts that go without.
 */
export const sileroFile: string | undefined = [
  ...(process.env['EFIR_MODELS_DIR']
    ? [join(process.env['EFIR_MODELS_DIR'], 'silero-vad', 'silero_vad.onnx')]
    : []),
  fromHere('../../node_modules/@ricky0123/vad-web/dist/silero_vad_v6.onnx'),
  fromHere('../../../shared/speech/models/silero_vad.onnx'),
].find((path) => existsSync(path));

/** Recordings of people with known words and speakers, where they lie beside the tree. */
export const recordedFolder: string | undefined = [fromHere('../../../shared/speech/audio')].find((path) =>
  existsSync(path),
);

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
