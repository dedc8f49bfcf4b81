/** How a voice sounds, as messages and rows carry it: little-endian 32-bit floats in base64. */
export function encodeEmbedding(embedding: Float32Array): string {
  const bytes = Buffer.alloc(embedding.length * 4);
  embedding.forEach((value, place) => {
    bytes.writeFloatLE(value, place * 4);
  });
  return bytes.toString('base64');
}

/** The other way, at length 1; what is no embedding is one of zeros, like nobody. */
export function decodeEmbedding(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const values = Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, place) =>
    bytes.readFloatLE(place * 4),
  );
  return toUnitLength(values);
}

export function toUnitLength(values: Float32Array): Float32Array {
  let squares = 0;
  for (const value of values) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0) || !Number.isFinite(length)) return new Float32Array(values.length);
  return values.map((value) => value / length);
}

/** The cosine of two of length 1; 0 where they are of different kinds (two workers with different models). */
export function compareEmbeddings(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) return 0;
  let sum = 0;
  for (let place = 0; place < one.length; place++) sum += (one[place] ?? 0) * (other[place] ?? 0);
  return sum;
}
