import { EfirError } from '../../../../../../core/errors.ts';
import { acceptUploads } from '../../../../accept-uploads.ts';
import { openaiFailures, transcriptionForm } from '../../../../openai/schemas.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';

export function postTranslation(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope, refuseTooLong) => {
    scope.post(
      '/v1/audio/translations',
      {
        config: { scope: 'recordings:write', describedBody: transcriptionForm },
        onRequest: refuseTooLong,
        schema: {
          tags: ['openai'],
          summary: 'Translate a recording into English',
          description: 'No engine here translates: every request is refused with `translation-unavailable`.',
          response: { ...openaiFailures },
        },
      },
      async () => {
        throw new EfirError('translation-unavailable');
      },
    );
  });
}
