import TestRunner from 'jest-runner';

/** One file after the other: all of them share a stage, and some put its providers out of order for a while. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
