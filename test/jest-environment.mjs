import { TestEnvironment } from 'jest-environment-node';

/**
 * jest runs tests in a vm context with typed arrays of its own, and onnxruntime-node's native code refuses those.
 * Handing in the outer ones makes every model call work as it does outside the tests.
 */
export default class NativeArraysEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of [
      'Float32Array',
      'Float64Array',
      'BigInt64Array',
      'Uint8Array',
      'Int8Array',
      'Int32Array',
      'Uint16Array',
      'Int16Array',
      'Uint32Array',
      'ArrayBuffer',
    ]) {
      this.global[name] = globalThis[name];
    }
  }
}
