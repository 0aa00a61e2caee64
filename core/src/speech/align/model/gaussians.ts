import { ByteReader } from './byte-reader.ts';

/** Values of one feature stream; there are three: cepstra, their slope, and its slope. */
export const STREAM_DIMS = 13;
export const STREAMS = 3;
/** Gaussians of one codebook and stream. */
export const DENSITIES = 128;
/** Means and precisions of one density lie side by side, so that a density is one run of memory. */
export const DENSITY_FLOATS = 2 * STREAM_DIMS;

/** First line of a Sphinx file of the third format. */
const MAGIC = 's3\n';

/** Below this a variance is taken for an artefact of training (the Sphinx default). */
const VARIANCE_FLOOR = 1e-4;

/** Diagonal Gaussians of all codebooks. Density index: `(codebook * STREAMS + stream) * DENSITIES + k`. */
export interface Gaussians {
  readonly codebooks: number;
  /** `DENSITY_FLOATS` a density: 13 means, then 13 values 1 / (2 variance). */
  readonly parameters: Float32Array;
  /** Log density at the mean, nats. */
  readonly peaks: Float64Array;
}

const readTable = (reader: ByteReader): { codebooks: number; values: Float32Array } => {
  if (!reader.textThrough('endhdr\n').startsWith(MAGIC)) throw reader.bad('not a file of the "s3" format');
  reader.byteOrder();
  const [codebooks = 0, streams, densities] = reader.int32s(3);
  if (streams !== STREAMS || densities !== DENSITIES) throw reader.bad('not 3 streams of 128 densities');
  if (reader.int32s(STREAMS).some(dims => dims !== STREAM_DIMS)) throw reader.bad('a stream is not 13 values wide');
  const count = reader.int32();
  if (count !== codebooks * STREAMS * DENSITIES * STREAM_DIMS) throw reader.bad('the number of values does not fit its shape');
  return { codebooks, values: reader.float32s(count) };
};

/** @param means, variances the Sphinx files of these names ("s3" format) @throws AppError `INTERNAL` where they are not a pair of tables of our shape */
export const readGaussians = (means: Buffer, variances: Buffer): Gaussians => {
  const mean = readTable(new ByteReader(means, 'means'));
  const varianceReader = new ByteReader(variances, 'variances');
  const variance = readTable(varianceReader);
  if (variance.codebooks !== mean.codebooks) throw varianceReader.bad('other codebooks than the means');
  const densities = mean.codebooks * STREAMS * DENSITIES;
  const parameters = new Float32Array(densities * DENSITY_FLOATS);
  const peaks = new Float64Array(densities);
  for (let d = 0; d < densities; d++) {
    let peak = 0;
    for (let j = 0; j < STREAM_DIMS; j++) {
      const v = Math.max(variance.values[d * STREAM_DIMS + j]!, VARIANCE_FLOOR);
      parameters[d * DENSITY_FLOATS + j] = mean.values[d * STREAM_DIMS + j]!;
      parameters[d * DENSITY_FLOATS + STREAM_DIMS + j] = 1 / (2 * v);
      peak -= Math.log(2 * Math.PI * v) / 2;
    }
    peaks[d] = peak;
  }
  return { codebooks: mean.codebooks, parameters, peaks };
};
