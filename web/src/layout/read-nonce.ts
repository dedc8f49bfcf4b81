/** The nonce of this page's policy, for styles that are made here; the server writes a new one into every answer. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
