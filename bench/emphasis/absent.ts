import type { BenchRow } from '../report.ts';
import { notRun } from './rows.ts';

/** What needs data that is kept out, or may not be shipped; measured by others with the same commands. */
export const ABSENT: readonly BenchRow[] = [
  notRun({
    check: 'parity with phones and the toolkit’s F0: words within .05',
    data: "needs the toolkit's F0",
    least: 1,
    prototype: '1 (max error .04)',
  }),
  notRun({
    check: 'published Helsinki labels: r',
    data: '5 utterances, 105 words',
    least: 0.9,
    prototype: '.934',
    peer: 'neural estimator, rho: .80',
  }),
  notRun({
    check: 'published Helsinki labels: 2-way',
    data: '5 utterances, 105 words',
    least: 0.9,
    prototype: '.933',
    peer: 'BERT, text alone: .832',
  }),
  notRun({ check: 'text alone, test split: 2-way', data: '90,063 words', least: 0.815, prototype: '.820', peer: 'BERT-base: .832' }),
  notRun({ check: 'text alone, test split: 3-way', data: '90,063 words', least: 0.645, prototype: '.656', peer: 'BERT-base: .686' }),
  notRun({ check: 'top word, EmphAssess', data: '10 clips', least: 0.9, prototype: '1.00', peer: 'neural estimator: .80' }),
  notRun({ check: 'emphasised, EmphAssess: F1', data: '10 clips', least: 0.87, prototype: '.91', peer: 'EmphaClass: .83' }),
  notRun({ check: 'top word, human contrastive focus', data: '30 clips', least: 0.933, prototype: '.97', peer: 'neural estimator: .70' }),
  notRun({
    check: 'human accents, zero-shot: AUC',
    data: 'Switchboard, 564 words',
    least: 0.8,
    prototype: '.80-.82',
    peer: 'content-word rule: .66',
  }),
];
