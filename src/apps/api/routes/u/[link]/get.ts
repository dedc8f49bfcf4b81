import { toEfirError } from '../../../../../core/errors.ts';
import { answerPages, sendPage } from '../../../pages/answer-pages.ts';
import { describeForm, limitByAddress, linkParams } from '../../../pages/upload-form.ts';
import { writeDonePage, writeUploadPage } from '../../../pages/upload-page.ts';
import type { ApiContext, ApiServer } from '../../../server.ts';

/** The page behind an upload link. Looking at it changes nothing: messengers look, too, for their previews. */
export function getUploadPage(app: ApiServer, { uploads }: ApiContext): void {
  app.register(async (scope: ApiServer) => {
    answerPages(scope);
    scope.get(
      '/u/:link',
      { config: limitByAddress, exposeHeadRoute: true, schema: { hide: true, params: linkParams } },
      async (request, reply) => {
        try {
          const link = await uploads.find(request.params.link, request, reply);
          return sendPage(reply, writeUploadPage(request.texts, describeForm(link, uploads)));
        } catch (thrown) {
          if (toEfirError(thrown).code !== 'upload-link-used') throw thrown;
          return sendPage(reply, writeDonePage(request.texts));
        }
      },
    );
  });
}
