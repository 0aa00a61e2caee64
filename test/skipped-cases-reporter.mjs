const FIXTURES = 'larger fixtures (CUTAWAY_FIXTURES)';

/** `it … (needs ffmpeg)`, `it … (needs data/speech/jfk.wav)` */
const needOf = ({ title }) => {
  const need = /\(needs (.+)\)$/.exec(title)?.[1] ?? 'nothing, they were switched off';
  return /[/.]/.test(need) ? FIXTURES : need;
};

const lastLine = needs =>
  needs.length === 0
    ? 'Every case was run.\n'
    : `Left out: ${[...Map.groupBy(needs, need => need)].map(([need, all]) => `${all.length} for want of ${need}`).join(', ')}.\n`;

/** Says in the run's last line how many cases were left out, and for want of what. */
export default class SkippedCasesReporter {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults.flatMap(file => file.testResults).filter(test => test.status === 'pending');
    // jest's own summary comes after every reporter.
    process.once('exit', () => process.stderr.write(lastLine(skipped.map(needOf))));
  }
}
