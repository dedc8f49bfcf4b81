import { describeError } from '../../../../describe-error.ts';
import { acceptUploads } from '../../../accept-uploads.ts';
import { answerPages, noteFailure, sendPage, wantsPage } from '../../../pages/answer-pages.ts';
import { describeForm, limitByAddress, linkParams } from '../../../pages/upload-form.ts';
import { writeUploadPage } from '../../../pages/upload-page.ts';
import type { ApiContext, ApiServer } from '../../../server.ts';

/** Takes the recording in: a multipart form with one file, or its bytes. The link is the only key. */
export function postUpload(app: ApiServer, { uploads }: ApiContext): void {
  acceptUploads(app, uploads, (scope, refuseTooLong) => {
    answerPages(scope);
    scope.post(
      '/u/:link',
      { config: limitByAddress, onRequest: refuseTooLong, schema: { hide: true, params: linkParams } },
      async (request, reply) => {
        const link = await uploads.find(request.params.link, request, reply);
        try {
          await uploads.take(link, request);
        } catch (thrown) {
          if (!wantsPage(request)) throw thrown;
          const error = noteFailure(thrown, request);
          if (error.code.startsWith('upload-link-')) throw error;
          const failure = describeError(error, request.texts, request.id);
          reply.code(error.meaning.status);
          return sendPage(reply, writeUploadPage(request.texts, describeForm(link, uploads), failure));
        }
        // To be reloaded without sending again.
        if (wantsPage(request)) return reply.redirect(request.params.link, 303);
        return reply.code(201).send({ state: 'received' });
      },
    );
  });
}
