import type { Texts } from '../../../texts/texts.ts';
import { uploadAssets } from './assets.ts';
import { type Html, html } from './html.ts';

export interface UploadForm {
  /** The file as the chat knows it. */
  readonly name: string | undefined;
  /** Bytes. */
  readonly limit: number;
  /** Seconds for which the link is good. */
  readonly secondsLeft: number;
}

/** A failure in words. */
interface Failure {
  readonly message: string;
  readonly hint: string;
}

/**
 * The page behind an upload link. It is a plain form that works by itself; the script takes it over where there is one.
 * `failure` is what came of the last try without the script.
 */
export function writeUploadPage(texts: Texts, form: UploadForm, failure?: Failure): string {
  const { limit, name, secondsLeft } = form;
  const text = (id: string, args = {}) => texts.text(`upload-page-${id}`, args);
  const lead = name === undefined ? text('lead') : text('lead-named', { name });
  // Read by the script: it says nothing in words of its own.
  const words = html`data-limit="${limit}" data-too-large="${text('too-large', { limit })}" data-one="${text('one')}"
    data-lost="${text('lost')}" data-lost-hint="${text('lost-hint')}" data-cancelled="${text('cancelled')}"
    data-checking="${text('checking')}" data-left="${text('left', { time: '%' })}"
    data-choose-other="${text('choose-other')}"`;
  return writePage(
    texts,
    text('title'),
    html`<h1 class="before">${text('title')}</h1>
      <p class="lead before">${lead}</p>
      ${failure === undefined ? undefined : writeFailure(failure)}
      <form id="form" method="post" enctype="multipart/form-data" ${words}>
        <div class="drop" id="drop">
          <label class="choose" for="file" id="choose">${text('choose')}</label>
          <input type="file" id="file" name="file" accept="audio/*,video/*,.ogg,.oga,.opus,.mkv,.amr" required
            aria-describedby="limits">
          <span class="or" id="or" hidden>${text('drop')}</span>
          <p class="chosen" id="chosen" hidden><bdi id="chosen-name"></bdi> <span id="chosen-size"></span></p>
        </div>
        <button class="primary" id="send" type="submit">${text('send')}</button>
      </form>
      <section id="sending" hidden aria-labelledby="sending-title">
        <h2 id="sending-title">${text('progress')}</h2>
        <p class="chosen"><bdi id="sending-name"></bdi></p>
        <progress id="bar" max="100" value="0" aria-labelledby="sending-title"></progress>
        <p class="numbers"><span id="amount"></span> <span id="left"></span></p>
        <button id="cancel" type="button">${text('cancel')}</button>
      </section>
      <section id="failed" hidden>
        <div class="failure" role="alert">
          <strong id="failed-message"></strong>
          <span id="failed-hint"></span>
        </div>
        <button class="primary" id="again" type="button">${text('again')}</button>
        <button class="wide" id="other" type="button">${text('choose-other')}</button>
      </section>
      <section id="done" hidden tabindex="-1">${writeDone(texts)}</section>
      <p class="visually-hidden" id="status" role="status"></p>
      <p class="limits before" id="limits">${text('limits', { limit, left: secondsLeft })}</p>`,
  );
}

/** What stands there once the file came. */
export function writeDonePage(texts: Texts): string {
  return writePage(texts, texts.text('upload-page-done-title'), writeDone(texts));
}

/** For a link that leads nowhere. */
export function writeFailurePage(texts: Texts, failure: Failure): string {
  const title = texts.text('upload-page-failed-title');
  return writePage(texts, title, html`<h1>${title}</h1>${writeFailure(failure)}`);
}

function writeDone(texts: Texts): Html {
  return html`<div class="tick" aria-hidden="true">✓</div>
    <h1 class="centred">${texts.text('upload-page-done-title')}</h1>
    <p class="lead centred">${texts.text('upload-page-done')}</p>`;
}

function writeFailure({ hint, message }: Failure): Html {
  return html`<div class="failure earlier" role="alert"><strong>${message}</strong> <span>${hint}</span></div>`;
}

function writePage(texts: Texts, title: string, content: Html): string {
  const { script, style } = uploadAssets;
  return html`<!doctype html>
<html lang="${texts.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex, nofollow">
    <meta name="referrer" content="no-referrer">
    <title>${title} · Efir</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="../pages/${style.name}" integrity="${style.integrity}">
    <script src="../pages/${script.name}" integrity="${script.integrity}" type="module"></script>
  </head>
  <body>
    <main>${content}</main>
    <footer>${texts.text('upload-page-footer')}</footer>
  </body>
</html>
`.markup;
}
