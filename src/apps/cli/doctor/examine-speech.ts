import { findIdentifierModel } from '../../../engine-host/identify-language.ts';
import { detectorModel, modelGroups } from '../../../models/catalogue.ts';
import { findModelOfKind } from '../../../models/installed-models.ts';
import type { ForeseenEngine } from '../../../ports/speech-engine.ts';
import { createEngines } from '../../compose.ts';
import type { CommandContext } from '../command.ts';
import type { Examination, Finding } from './finding.ts';

type Look = Promise<Omit<Finding, 'name'>>;

/** What hears which language, and what tells speech, speakers and languages. */
export function examineSpeech(context: CommandContext): Examination[] {
  return [
    { name: 'languages', look: () => lookAtLanguages(context) },
    { name: 'speech-detector', look: () => lookAtDetector(context) },
    { name: 'diarizer', look: () => lookAtDiarizer(context) },
    { name: 'language-identifier', look: () => lookAtIdentifier(context) },
  ];
}

/** One of each kind that the catalogue knows best; the routes of the operator beside them. */
const usualLanguages = ['ru', 'en', 'de', 'zh'];

async function lookAtLanguages({ config, logger, texts }: CommandContext): Look {
  const engines = createEngines(config, { logger });
  try {
    const routed = Object.keys(config.routes).filter((language) => language !== '*');
    const languages = [...new Set([...usualLanguages, ...routed])];
    const foreseen = await Promise.all(
      languages.map(async (language) => ({
        language,
        engine: await engines.check({ language }).catch(() => undefined),
      })),
    );
    const list = foreseen.map(({ language, engine }) => `${language} ${nameEngine(engine)}`).join(', ');
    const text = texts.text('doctor-languages', { list });
    const none = foreseen.filter(({ engine }) => engine === undefined).map(({ language }) => language);
    const missed = foreseen.find(({ engine, language }) => isMissedRoute(config.routes, language, engine));
    const fallback = missed?.engine?.fallback;
    if (!missed || !fallback) {
      if (none.length === 0) return { state: 'ok', text };
      const hint = texts.text('doctor-languages-none', { languages: none.join(' '), name: config.model });
      return { state: 'warning', text, hint };
    }
    const hint = texts.text('doctor-route-missed', { ...fallback, language: missed.language });
    return { state: 'warning', text, hint };
  } finally {
    await engines.close();
  }
}

function nameEngine(engine: ForeseenEngine | undefined): string {
  if (!engine) return '–';
  return engine.engine === 'sherpa-onnx' ? engine.model : `${engine.engine}/${engine.model}`;
}

/** A stand-in for the default model is told with the engine. */
function isMissedRoute(
  routes: Readonly<Record<string, string>>,
  language: string,
  engine: ForeseenEngine | undefined,
): boolean {
  const route = routes[language] ?? routes['*'];
  return route !== undefined && engine?.fallback?.wanted === route;
}

async function lookAtDetector({ config, texts }: CommandContext): Look {
  if (config.speechDetector === 'energy')
    return { state: 'ok', text: texts.text('doctor-detector', { detector: 'energy' }) };
  const model = await findModelOfKind(config.modelsDirectory, 'speech-detector');
  if (model) return { state: 'ok', text: texts.text('doctor-detector', { detector: model.name }) };
  if (config.modelDownloads)
    return { state: 'ok', text: texts.text('doctor-detector-later', { detector: detectorModel }) };
  return {
    state: config.speechDetector === 'silero' ? 'failed' : 'warning',
    text: texts.text('doctor-detector-none', { detector: detectorModel }),
    hint: texts.text('doctor-pull', { name: detectorModel }),
  };
}

async function lookAtDiarizer({ config, texts }: CommandContext): Look {
  if (config.diarizer === 'scripted')
    return { state: 'ok', text: texts.text('doctor-diarizer', { models: config.diarizer }) };
  const kinds = ['speaker-segmentation', 'speaker-embedding'] as const;
  const found = await Promise.all(kinds.map((kind) => findModelOfKind(config.modelsDirectory, kind)));
  const models = found.filter((model) => model !== undefined).map((model) => model.name);
  if (models.length === kinds.length)
    return { state: 'ok', text: texts.text('doctor-diarizer', { models: models.join(', ') }) };
  if (config.modelDownloads) return { state: 'ok', text: texts.text('doctor-diarizer-later') };
  const [name = ''] = Object.keys(modelGroups);
  return {
    state: 'warning',
    text: texts.text('doctor-diarizer-none'),
    hint: texts.text('doctor-pull', { name }),
  };
}

async function lookAtIdentifier({ config, texts }: CommandContext): Look {
  const model = await findIdentifierModel(config.modelsDirectory);
  const text = model
    ? texts.text('doctor-identifier', { model: model.name })
    : texts.text('doctor-identifier-none');
  return { state: 'ok', text };
}
