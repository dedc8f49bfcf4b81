/** Somebody else was faster with the very same thing: nothing was changed. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
