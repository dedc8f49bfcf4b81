import { z } from 'zod';
import { catalogue } from '../../../../../../models/catalogue.ts';
import { listEveryInstalledModel } from '../../../../../../models/installed-models.ts';
import { failures } from '../../../../schemas/error.ts';
import { catalogueModelSchema, presentPull } from '../../../../schemas/model.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';

export function getCatalogue(app: ApiServer, { model: standard, modelsDirectory, pulls }: ApiContext): void {
  app.get(
    '/v1/models/catalogue',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['models'],
        summary: 'List the models that this server has or could bring',
        response: { 200: z.object({ models: z.array(catalogueModelSchema) }), ...failures },
      },
    },
    async (request) => {
      const installed = await listEveryInstalledModel(modelsDirectory);
      const reader = { texts: request.texts, requestId: request.id };
      const pullOf = (name: string) => {
        const pull = pulls.find(name);
        return pull ? presentPull(name, pull, reader) : null;
      };
      const listed = catalogue.map((model) => {
        const here = installed.find(({ name }) => name === model.name);
        return { ...model, bytes: here?.bytes ?? model.megabytes * 1e6, installed: here !== undefined };
      });
      const own = installed
        .filter(({ name }) => !catalogue.some((model) => model.name === name))
        .map((model) => ({ ...model, licence: '', about: '', installed: true }));
      return {
        models: [...listed, ...own].map((model) => ({
          name: model.name,
          kind: model.kind,
          languages: model.languages === 'any' ? null : [...model.languages],
          bytes: model.bytes,
          licence: model.licence,
          about: model.about,
          installed: model.installed,
          standard: model.name === standard,
          pull: pullOf(model.name),
        })),
      };
    },
  );
}
