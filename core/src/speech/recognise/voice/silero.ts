import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Hz; the model knows no other rate of this block length. */
export const VOICE_RATE = 16_000;
/** New samples of one step: 32 ms. */
export const VOICE_BLOCK = 512;
/** Samples of the step before that the model hears again; without them it misses half as much speech again. */
const CONTEXT = 64;
const STATE_SHAPE = [2, 1, 128];
const STATE_LENGTH = 256;

/** Listens to one recording, block by block. */
export interface VoiceListener {
  /** @param block of `VOICE_BLOCK` samples, -1..1 @returns probability that somebody speaks, 0–1 */
  next(block: Float32Array): Promise<number>;
  /** Forgets what was heard, as after a silence. */
  reset(): void;
}

/** Tells speech from other sounds. */
export interface VoiceModel {
  listen(): VoiceListener;
}

const listener = (session: InferenceSession): VoiceListener => {
  const rate = new Tensor('int64', BigInt64Array.of(BigInt(VOICE_RATE)), []);
  const heard = new Float32Array(CONTEXT + VOICE_BLOCK);
  const silence = (): Tensor => new Tensor('float32', new Float32Array(STATE_LENGTH), STATE_SHAPE);
  let state = silence();
  return {
    async next(block) {
      heard.copyWithin(0, VOICE_BLOCK);
      heard.set(block, CONTEXT);
      const { output, stateN } = await session.run({ input: new Tensor('float32', heard.slice(), [1, heard.length]), sr: rate, state });
      if (stateN === undefined || !(output?.data instanceof Float32Array)) throw new TypeError('not the Silero voice model');
      state = stateN;
      return output.data[0] ?? 0;
    },
    reset() {
      heard.fill(0);
      state = silence();
    },
  };
};

/** @param folder with `onnx/model.onnx`, Silero VAD version 5 @throws where it is missing */
export const loadSilero = async (folder: string): Promise<VoiceModel> => {
  // One thread: a second one gains 14 %.
  const session = await InferenceSession.create(join(folder, 'onnx', 'model.onnx'), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return { listen: () => listener(session) };
};
