import { inChunks } from '../../../platform/in-chunks.ts';
import { fingerprintOf } from '../../../platform/models/checksums.ts';
import { loadFirstVariant, type LoadEvent } from '../../../platform/models/load-first-variant.ts';
import type { FoundModel } from '../../../platform/models/model-folder.ts';
import type { ModelEvent, ModelState } from '../../../platform/models/model-state.ts';
import type { WeightType } from '../../../platform/models/model-variant.ts';
import { CLIP_MODEL } from './clip-model-kind.ts';
import type { ImageTextModel } from './image-text-model.ts';
import { type Clip, loadClip } from './load-clip.ts';
import { decodeForModel } from './picture-pixels.ts';

export interface ClipOptions {
  /** Threads of one step. */
  readonly threads: number;
  readonly onEvent?: ((event: ModelEvent) => void) | undefined;
}

interface Loaded {
  readonly clip: Clip;
  readonly dtype: WeightType;
}

/**
 * Pictures and texts worked on at once. `run()` of onnxruntime-node holds the event loop until a batch is done (microsoft/onnxruntime,
 * issue 19611) and lets others have their turn before the next. With a graph of ViT-B/32's shape that was 1.8 s in one run and 3.2 s in another
 * (medians), on two threads of two busy cores; `npm run bench -- rank` says how long here. Heartbeats go every 30 s.
 */
const BATCH = 8;

/** CLIP in this thread, loaded when it is first needed and kept. */
export class ClipModel implements ImageTextModel {
  readonly #model: FoundModel;
  readonly #options: ClipOptions;
  #state: ModelState;
  #loading: Promise<Loaded> | null = null;
  #name: Promise<string> | null = null;

  constructor(model: FoundModel, options: ClipOptions) {
    this.#model = model;
    this.#options = options;
    this.#state = { state: 'found', model: model.name, verified: model.verified };
  }

  state = (): ModelState => this.#state;

  name = async (): Promise<string> => {
    const { dtype } = await this.#loaded();
    return (this.#name ??= fingerprintOf(CLIP_MODEL, this.#model, dtype).then(pin => `${this.#model.name}@${pin.slice(0, 16)}/${dtype}`));
  };

  embedTexts = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const { clip } = await this.#loaded();
    const vectors: Float32Array[] = [];
    for (const batch of inChunks(texts, BATCH)) vectors.push(...(await clip.embedTexts(batch)));
    return vectors;
  };

  embedPictures = async (pictures: readonly Uint8Array[]): Promise<readonly (Float32Array | null)[]> => {
    const { clip } = await this.#loaded();
    const vectors: (Float32Array | null)[] = [];
    const batches = inChunks(pictures, BATCH);
    const decode = (at: number): Promise<(Uint8Array | null)[]> =>
      Promise.all((batches[at] ?? []).map(bytes => decodeForModel(bytes, clip.rules)));
    let next = decode(0);
    for (const at of batches.keys()) {
      const pixels = await next;
      // Decoding has threads of its own: the next batch is ready when this one is done.
      next = decode(at + 1);
      const seen = await this.#embed(clip, pixels);
      vectors.push(...pixels.map(each => (each === null ? null : (seen.shift() ?? null))));
    }
    return vectors;
  };

  close = async (): Promise<void> => {
    const loaded = await this.#loading?.catch(() => null);
    await loaded?.clip.dispose();
  };

  async #embed(clip: Clip, pixels: readonly (Uint8Array | null)[]): Promise<Float32Array[]> {
    const readable = pixels.filter(each => each !== null);
    return readable.length === 0 ? [] : clip.embedPixels(readable);
  }

  #loaded(): Promise<Loaded> {
    return (this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    }));
  }

  async #load(): Promise<Loaded> {
    const { name, verified, folder, variants } = this.#model;
    const { threads } = this.#options;
    this.#state = { state: 'loading', model: name, verified };
    return loadFirstVariant({
      kind: CLIP_MODEL,
      variants,
      load: async variant => ({ clip: await loadClip({ folder, variant, threads }), dtype: variant.dtype }),
      tell: event => this.#hear(event),
    });
  }

  #hear(event: LoadEvent): void {
    const { name, verified } = this.#model;
    if (event.event === 'loaded') this.#state = { state: 'ready', model: name, verified, device: event.device, dtype: event.dtype };
    if (event.event === 'failed') this.#state = { state: 'failed', model: name, why: event.why };
    this.#options.onEvent?.(event);
  }
}
