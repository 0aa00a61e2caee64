/** Says where long work is, on stderr: in place on a terminal, a line per change elsewhere. */
export interface ProgressReporter {
  readonly say: (line: string) => void;
  /** Ends the line in place. */
  readonly end: () => void;
}

export const progressReporter = (stream: NodeJS.WriteStream = process.stderr): ProgressReporter => {
  let last = '';
  return {
    say: line => {
      if (line === last) return;
      last = line;
      if (stream.isTTY) stream.write(`\r\u001B[K${line.slice(0, Math.max(20, stream.columns - 1))}`);
      else stream.write(`${line}\n`);
    },
    end: () => {
      if (stream.isTTY && last !== '') stream.write('\r\u001B[K');
      last = '';
    },
  };
};
