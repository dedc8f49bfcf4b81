/** Knows people elsewhere: sends browsers there, and finds out who came back. */
export interface IdentityProvider {
  /** What people call it. */
  readonly name: string;

  /**
   * Where to send a browser, and what to keep until it returns to `returnUrl`. Rejects with `oidc-unreachable`
   * (provider), also when the provider's description of itself cannot be read. Changes nothing; may be repeated.
   */
  begin(returnUrl: string): Promise<Departure>;

  /**
   * Who came back. Rejects with `oidc-declined` when they or the provider said no, `oidc-refused` when the answer is
   * not to be believed (signature, issuer, audience, nonce, time, state), and `oidc-unreachable`. An answer is good once.
   */
  finish(answer: ProviderAnswer): Promise<ExternalIdentity>;
}

export interface Departure {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface ProviderAnswer extends Omit<Departure, 'url'> {
  /** The address that the browser came back to, whole. */
  readonly url: string;
}

/** An account at a provider: issuer and subject together never mean anybody else. */
export interface ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Absent unless the provider says that it is theirs for sure. */
  readonly email: string | undefined;
  readonly name: string | undefined;
}
