import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { EfirError } from '../../../core/errors.ts';
import type { EngineCapabilities } from '../../../ports/speech-engine.ts';
import { type OnnxFacts, readOnnx } from './read-onnx.ts';
import type { SherpaModelConfig } from './sherpa-onnx-node.ts';

/** What a model can do, as its files say. */
export interface Inspected {
  readonly config: SherpaModelConfig;
  readonly capabilities: EngineCapabilities;
  /** Languages that it may be told to hear; absent where it takes none, or any. */
  readonly languages?: ReadonlySet<string>;
  /** Letters that its hot words may have; absent where it takes none. */
  readonly letters?: ReadonlySet<string>;
}

export interface InspectOptions {
  readonly model: string;
  readonly tokens: string;
  /** Known beforehand to come from NeMo. */
  readonly nemo: boolean;
  /** The vocabulary's file by which words are cut into pieces, where the folder has one. */
  readonly bpeVocabulary?: string | undefined;
}

/**
 * Reads the kind of a model from its files, and what it can do. Rejects with `model-corrupt` {model, detail} where they
 * are not whole, or of another kind: sherpa-onnx would end the process, and say why to nobody.
 */
export async function inspectModel(config: SherpaModelConfig, options: InspectOptions): Promise<Inspected> {
  const { transducer, nemoCtc, whisper, moonshine } = config;
  const read = (path: string) => readFacts(path, options.model);
  if (transducer) {
    const [encoder] = await Promise.all([
      read(transducer.encoder),
      read(transducer.decoder),
      read(transducer.joiner),
    ]);
    return inspectTransducer(config, encoder, options);
  }
  if (nemoCtc) return inspectNemoCtc(config, await read(nemoCtc.model), options);
  if (whisper) {
    const [encoder, decoder] = await Promise.all([read(whisper.encoder), read(whisper.decoder)]);
    return inspectWhisper(config, encoder, decoder, options);
  }
  await Promise.all(Object.values(moonshine ?? {}).map(read));
  return { config, capabilities: none };
}

const none: EngineCapabilities = {
  wordTimes: false,
  confidence: false,
  detectsLanguage: false,
  hotWords: false,
};

async function readFacts(path: string, model: string): Promise<OnnxFacts> {
  try {
    return await readOnnx(path);
  } catch (cause) {
    const detail = `${basename(path)} ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new EfirError('model-corrupt', { model, detail }, { cause });
  }
}

function refuse(model: string, detail: string): never {
  throw new EfirError('model-corrupt', { model, detail });
}

function refuseKind(model: string, type: string | undefined, wanted: string): never {
  const found = type === undefined ? 'its metadata names no model_type' : `it is a model of the type ${type}`;
  return refuse(model, `${found}, and the files stand for ${wanted}`);
}

/**
 * Only transducers of icefall take hot words, and those whose vocabulary is at hand. NeMo's take them as well (1.13.8),
 * and lose the rest of the sentence behind one: measured with exact words, "hello there world" became "hello thel".
 */
async function inspectTransducer(
  config: SherpaModelConfig,
  { metadata }: OnnxFacts,
  { model, tokens, nemo, bpeVocabulary }: InspectOptions,
): Promise<Inspected> {
  const type = metadata.get('model_type');
  const isNemo = type === undefined ? nemo || metadata.has('pred_hidden') : type.startsWith('EncDec');
  if (isNemo) {
    await checkNemoTokens(model, tokens, metadata);
    const capabilities = { ...none, wordTimes: true, confidence: true };
    // Left open, sherpa loads the encoder once more only to read its kind.
    return { config: { ...config, modelType: 'nemo_transducer' }, capabilities };
  }
  if (type !== undefined && !/zipformer|conformer|lstm/.test(type)) refuseKind(model, type, 'a transducer');
  const capabilities = { ...none, wordTimes: true, hotWords: bpeVocabulary !== undefined };
  if (bpeVocabulary === undefined) return { config: { ...config, modelType: 'transducer' }, capabilities };
  const vocabulary = { modelingUnit: 'bpe', bpeVocab: bpeVocabulary } as const;
  const listed = (await readTokens(tokens)).filter((token) => !/^<.*>$/.test(token));
  const letters = new Set(listed.join('').replaceAll('▁', ''));
  return { config: { ...config, modelType: 'transducer', ...vocabulary }, capabilities, letters };
}

async function inspectNemoCtc(
  config: SherpaModelConfig,
  { metadata }: OnnxFacts,
  { model, tokens }: InspectOptions,
): Promise<Inspected> {
  const type = metadata.get('model_type');
  if (!type || !/^EncDec.*CTC/.test(type)) refuseKind(model, type, 'a CTC model of NeMo');
  for (const key of ['vocab_size', 'subsampling_factor', 'normalize_type'])
    if (!metadata.has(key)) refuse(model, `its metadata lacks ${key}`);
  const listed = await readTokens(tokens);
  if (!listed.some((token) => blanks.has(token))) refuse(model, 'tokens.txt has no blank');
  const wanted = Number(metadata.get('vocab_size'));
  if (listed.length < wanted)
    refuse(model, `tokens.txt has ${listed.length} tokens, and the model ${wanted}`);
  return { config, capabilities: { ...none, wordTimes: true } };
}

const blanks = new Set(['<blk>', '<eps>', '<blank>']);

/** What sherpa-onnx asks for as well, and ends the process where it does not find it. */
async function checkNemoTokens(
  model: string,
  tokens: string,
  metadata: OnnxFacts['metadata'],
): Promise<void> {
  for (const key of ['vocab_size', 'subsampling_factor', 'normalize_type', 'pred_rnn_layers', 'pred_hidden'])
    if (!metadata.has(key)) refuse(model, `the encoder's metadata lacks ${key}`);
  const listed = await readTokens(tokens);
  const wanted = Number(metadata.get('vocab_size')) + 1;
  if (listed.length !== wanted)
    refuse(model, `tokens.txt has ${listed.length} tokens, and the model ${wanted}`);
  if (listed.at(-1) !== '<blk>') refuse(model, 'the last token of tokens.txt is not <blk>');
}

/** Tokens in the order of the file, which is that of their numbers. */
async function readTokens(path: string): Promise<string[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => line.trimEnd().split(/\s+/).at(-2) ?? '');
}

/** Exports of the plain kind have no attention to align words by; those made with it have one output more. */
function inspectWhisper(
  config: SherpaModelConfig,
  { metadata }: OnnxFacts,
  decoder: OnnxFacts,
  { model }: InspectOptions,
): Inspected {
  const type = metadata.get('model_type');
  if (!type?.startsWith('whisper')) refuseKind(model, type, 'Whisper');
  const wordTimes = decoder.outputs.includes('cross_attention_weights');
  const severalLanguages = metadata.get('is_multilingual') !== '0';
  const codes = metadata.get('all_language_codes')?.split(',') ?? [];
  return {
    config: {
      ...config,
      whisper: { ...config.whisper, enableTokenTimestamps: wordTimes } as SherpaModelConfig['whisper'] &
        object,
    },
    capabilities: { ...none, wordTimes, detectsLanguage: severalLanguages },
    languages: new Set(severalLanguages ? codes : []),
  };
}
