import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { modelKinds } from '../../../models/catalogue.ts';
import { describeError } from '../../../texts/describe-error.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { Pull } from '../models/pull-desk.ts';
import { errorSchema } from './error.ts';

/** Without a name in the description: what has one cannot be described there as null. */
const pullFields = z.object({
  name: z.string(),
  state: z.enum(['pulling', 'done', 'failed', 'cancelled']),
  stage: z.enum(['waiting', 'downloading', 'testing']),
  done_bytes: z.number(),
  total_bytes: z.number().meta({ description: '0 while it is not known' }),
  error: errorSchema.nullable(),
});
export const pullSchema = pullFields.meta({ id: 'ModelPull' });

export const catalogueModelSchema = z
  .object({
    name: z.string(),
    kind: z.enum(modelKinds),
    languages: z.array(z.string()).nullable().meta({ description: 'Null where it does not matter' }),
    bytes: z.number(),
    licence: z.string().meta({ description: 'Empty for models that the operator brought' }),
    about: z.string(),
    installed: z.boolean(),
    standard: z.boolean().meta({ description: 'Taken where none is named' }),
    pull: pullFields.nullable().meta({ description: 'Its latest download since the server began' }),
  })
  .meta({ id: 'CatalogueModel' });

export function presentPull(
  name: string,
  pull: Pull,
  { requestId, texts }: { readonly texts: Texts; readonly requestId: string },
): z.infer<typeof pullSchema> {
  return {
    name,
    state: pull.state,
    stage: pull.stage,
    done_bytes: pull.doneBytes,
    total_bytes: pull.totalBytes,
    error: pull.error ? describeError(EfirError.fromRecord(pull.error), texts, requestId) : null,
  };
}
