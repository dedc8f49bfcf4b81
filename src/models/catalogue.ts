import { whisperLanguages } from '../core/whisper-languages.ts';

/** What a model is for. */
export type ModelKind = (typeof modelKinds)[number];
export const modelKinds = [
  'recogniser',
  'speech-detector',
  'speaker-segmentation',
  'speaker-embedding',
] as const;

/** A speech model that can be downloaded by name. */
export interface CatalogueModel {
  readonly name: string;
  readonly kind: ModelKind;
  readonly engine: 'sherpa-onnx';
  /** Of recognisers. */
  readonly family?: ModelFamily;
  /** ISO 639-1 codes, or `any` where it does not matter. */
  readonly languages: readonly string[] | 'any';
  readonly licence: string;
  /** Whole megabytes of the download, as its publisher lists it: for people, not for checks. */
  readonly megabytes: number;
  readonly about: string;
  /** Repository at the source; a file's address is `<source>/<repository>/resolve/main/<file>`. */
  readonly repository: string;
  readonly files: readonly CatalogueFile[];
}

export interface CatalogueFile {
  /** In the model's folder. */
  readonly name: string;
  /** In the repository, where it has another name there. */
  readonly path?: string;
  /** Where it stands in place of the standard source, which has no repository for it. */
  readonly url?: string;
  /** A package that holds the same file. */
  readonly npm?: { readonly package: string; readonly version: string; readonly path: string };
  /**
   * A digest stands here only when somebody has downloaded the file and verified it. A file without one is pinned at
   * its first download in `models.lock.json` and checked from then on.
   */
  readonly bytes?: number;
  readonly sha256?: string;
}

/** How the adapter has to read the folder. */
export type ModelFamily = 'nemo-transducer' | 'nemo-ctc' | 'whisper' | 'moonshine';

export const standardModel = 'parakeet-tdt-0.6b-v3-int8';
export const standardSource = 'https://huggingface.co';

/** Speech or not, for every installation: small, and as exact as the large. */
export const detectorModel = 'silero-vad';
/** Who speaks when needs both. */
export const segmentationModel = 'pyannote-segmentation-3.0';
export const embeddingModel = 'wespeaker-resnet34-lm';

/** What several models are called together. */
export const modelGroups: Readonly<Record<string, readonly string[]>> = {
  diarization: [embeddingModel, segmentationModel],
};

/** The name of the one file that a model of this kind has in its folder; recognisers have several. */
export const soleFiles: Readonly<Record<Exclude<ModelKind, 'recogniser'>, string>> = {
  'speech-detector': 'silero_vad.onnx',
  'speaker-segmentation': 'model.onnx',
  'speaker-embedding': 'model.onnx',
};

/** The order is the order of preference where several know a language. */
export const catalogue: readonly CatalogueModel[] = [
  {
    name: standardModel,
    kind: 'recogniser',
    engine: 'sherpa-onnx',
    family: 'nemo-transducer',
    languages: 'bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk'.split(' '),
    licence: 'CC-BY-4.0',
    megabytes: 670,
    about: '25 European languages, found by itself; punctuation and capitals',
    repository: 'csukuangfj/sherpa-onnx-nemo-parakeet-tdt-0.6b-v3-int8',
    files: nameFiles('encoder.int8.onnx', 'decoder.int8.onnx', 'joiner.int8.onnx', 'tokens.txt'),
  },
  gigaam(
    'gigaam-v3-rnnt',
    'nemo-transducer',
    'nemo-transducer-punct-giga-am-v3-russian-2025-12-16',
    'Russian, with punctuation',
    230,
  ),
  gigaam(
    'gigaam-v3-ctc',
    'nemo-ctc',
    'nemo-ctc-punct-giga-am-v3-russian-2025-12-16',
    'Russian, with punctuation, a little faster',
    226,
  ),
  gigaam(
    'gigaam-v2-rnnt',
    'nemo-transducer',
    'nemo-transducer-giga-am-v2-russian-2025-04-19',
    'Russian, plain words',
    230,
  ),
  gigaam(
    'gigaam-v2-ctc',
    'nemo-ctc',
    'nemo-ctc-giga-am-v2-russian-2025-04-19',
    'Russian, plain words, a little faster',
    226,
  ),
  whisper('large-v3-turbo', 'turbo', 1040, 'about 100 languages, slow without a graphics card'),
  whisper('small', 'small', 375, 'about 100 languages, a fair balance'),
  whisper('medium', 'medium', 946, 'about 100 languages, more exact than small and three times as slow'),
  whisper('base', 'base', 161, 'about 100 languages, fast and rough'),
  whisper('tiny', 'tiny', 104, 'about 100 languages, very fast and very rough'),
  whisper('large-v3', 'large-v3', 1770, 'about 100 languages, the most exact and the slowest'),
  {
    name: 'moonshine-base-en',
    kind: 'recogniser',
    engine: 'sherpa-onnx',
    family: 'moonshine',
    languages: ['en'],
    licence: 'MIT',
    megabytes: 288,
    about: 'English, small and fast',
    repository: 'csukuangfj/sherpa-onnx-moonshine-base-en-int8',
    files: nameFiles(
      'preprocess.onnx',
      'encode.int8.onnx',
      'uncached_decode.int8.onnx',
      'cached_decode.int8.onnx',
      'tokens.txt',
    ),
  },
  {
    name: detectorModel,
    kind: 'speech-detector',
    engine: 'sherpa-onnx',
    languages: 'any',
    licence: 'MIT',
    megabytes: 2,
    about: 'tells speech from all other sound (Silero VAD 6)',
    repository: 'snakers4/silero-vad',
    files: [
      {
        name: 'silero_vad.onnx',
        bytes: 2_327_524,
        sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3',
        npm: { package: '@ricky0123/vad-web', version: '0.0.31', path: 'dist/silero_vad_v6.onnx' },
        url: 'https://github.com/snakers4/silero-vad/raw/v6.2/src/silero_vad/data/silero_vad.onnx',
      },
    ],
  },
  {
    name: segmentationModel,
    kind: 'speaker-segmentation',
    engine: 'sherpa-onnx',
    languages: 'any',
    licence: 'MIT',
    megabytes: 6,
    about: 'finds where one speaker ends and another begins',
    repository: 'csukuangfj/sherpa-onnx-pyannote-segmentation-3-0',
    files: nameFiles('model.onnx'),
  },
  {
    name: embeddingModel,
    kind: 'speaker-embedding',
    engine: 'sherpa-onnx',
    languages: 'any',
    licence: 'CC-BY-4.0',
    megabytes: 27,
    about: 'tells how a voice sounds',
    repository: 'csukuangfj/speaker-embedding-models',
    files: [{ name: 'model.onnx', path: 'wespeaker_en_voxceleb_resnet34_LM.onnx' }],
  },
];

export function findCatalogueModel(name: string): CatalogueModel | undefined {
  return catalogue.find((model) => model.name === name);
}

/** Of what recognises; with `every`, of all models. */
export function listCatalogueNames(which: 'recognisers' | 'every' = 'recognisers'): string[] {
  return catalogue
    .filter((model) => which === 'every' || model.kind === 'recogniser')
    .map((model) => model.name);
}

function gigaam(
  name: string,
  family: ModelFamily,
  repository: string,
  about: string,
  megabytes: number,
): CatalogueModel {
  const files =
    family === 'nemo-ctc' ? ['model.int8.onnx'] : ['encoder.int8.onnx', 'decoder.onnx', 'joiner.onnx'];
  return {
    name,
    kind: 'recogniser',
    engine: 'sherpa-onnx',
    family,
    languages: ['ru'],
    licence: 'MIT',
    megabytes,
    about,
    repository: `csukuangfj/sherpa-onnx-${repository}`,
    files: nameFiles(...files, 'tokens.txt'),
  };
}

function whisper(size: string, prefix: string, megabytes: number, about: string): CatalogueModel {
  return {
    name: `whisper-${size}`,
    kind: 'recogniser',
    engine: 'sherpa-onnx',
    family: 'whisper',
    languages: whisperLanguages,
    licence: 'MIT',
    megabytes,
    about,
    repository: `csukuangfj/sherpa-onnx-whisper-${prefix}`,
    files: nameFiles(`${prefix}-encoder.int8.onnx`, `${prefix}-decoder.int8.onnx`, `${prefix}-tokens.txt`),
  };
}

function nameFiles(...names: string[]): CatalogueFile[] {
  return names.map((name) => ({ name }));
}
