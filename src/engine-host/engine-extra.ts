import type { EngineName } from './engines.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';

export type EngineExtra = Readonly<Record<string, string | number | boolean>>;

/** What each engine is given of the settings of this installation, beside what its model says. */
export function findEngineExtra(
  options: Pick<
    SpeechEnginesOptions,
    | 'scriptedCpuSeconds'
    | 'transcribeServers'
    | 'openaiCompatible'
    | 'whisperCppServer'
    | 'device'
    | 'computeType'
  >,
  engine: EngineName,
): EngineExtra {
  switch (engine) {
    case 'scripted':
      return { cpuSecondsPerSecond: options.scriptedCpuSeconds ?? 0.06 };
    case 'sherpa-onnx':
      return leaveOut({ provider: options.device, compute: options.computeType });
    case 'whisper-cpp':
      return leaveOut({ program: options.whisperCppServer, provider: options.device });
    case 'openai-compatible':
      return leaveOut({ url: '', ...options.openaiCompatible });
    case 'transcribe-server': {
      const { key, urls = [] } = options.transcribeServers ?? {};
      return leaveOut({ urls: urls.join(','), key });
    }
    default:
      return {};
  }
}

function leaveOut(values: Readonly<Record<string, string | undefined>>): EngineExtra {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}
