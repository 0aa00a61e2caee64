/** Trains the linker on the gold sets and writes `linker.json`, `groups.json` and `parity.json` beside this file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { classGrouper, ClassGroupModel } from '../../core/src/entities/link/class-group.ts';
import { NIL_FEATURES, PAIR_FEATURES } from '../../core/src/entities/link/features.ts';
import { type LinkerModel, pairProbabilities } from '../../core/src/entities/link/linker-model.ts';
import { loadWordWeight } from '../../core/src/entities/link/load-linker.ts';
import { calibrate } from './train/calibrate.ts';
import { corrected } from './train/corrections.ts';
import { type LinkExample, VARIANTS } from './train/examples.ts';
import { coverage, linkFigures, precision } from './train/figures.ts';
import { fitLinker } from './train/fit-linker.ts';
import { groupExamples } from './train/group-examples.ts';
import { fitGroups } from './train/fit-groups.ts';
import { heldOut, type HeldOut } from './train/held-out.ts';
import { allExamples, exampleDeps } from './train/read-examples.ts';
import { withTypeOdds } from './train/type-odds.ts';

const HERE = import.meta.dirname;
const FIXTURES = resolve(HERE, '../..', process.env.CUTAWAY_FIXTURES ?? '../shared');
const THRESHOLDS = [0.5, 0.7, 0.8, 0.85, 0.9, 0.95];
const PARITY_CASES = 40;

const write = (name: string, value: unknown): void => writeFileSync(join(HERE, name), `${JSON.stringify(value)}\n`);

const trainGroups = (): void => {
  const { rules } = ClassGroupModel.pick({ rules: true }).parse(JSON.parse(readFileSync(join(HERE, 'groups.json'), 'utf8')));
  const examples = groupExamples(FIXTURES, rules);
  const groupsOf = classGrouper({ version: 2, ...fitGroups(examples.filter((_, index) => index % 5 !== 0)), rules });
  const asked = examples.filter((_, index) => index % 5 === 0);
  const right = asked.filter(({ label, description, group }) => groupsOf.group({ label, description, instanceOfLabels: [] })?.group === group);
  console.log(`groups: ${((100 * right.length) / asked.length).toFixed(1)} % right on ${asked.length} items held out of ${examples.length}`);
  write('groups.json', ClassGroupModel.parse({ version: 2, ...fitGroups(examples), rules }));
};

const report = (answers: readonly HeldOut[]): void => {
  for (const variant of VARIANTS) {
    const some = answers.filter(({ example }) => example.variant === variant && example.isJudged);
    const cells = THRESHOLDS.map(threshold => {
      const figures = linkFigures(some, threshold);
      return `${threshold}: ${(100 * precision(figures)).toFixed(1)}/${(100 * coverage(figures)).toFixed(1)}`;
    });
    const { names, reachable } = linkFigures(some, 0);
    console.log(`${variant.padEnd(9)} ${names} names, ${reachable} reachable; threshold: % right/% of the reachable  ${cells.join('  ')}`);
  }
};

/** Cases whose probabilities a test compares: each name with its features and what the model says. */
const parityCases = (model: LinkerModel, examples: readonly LinkExample[]): unknown => {
  const measured = examples.filter(({ nil }) => nil !== null);
  const some = measured.filter((_, index) => index % Math.ceil(measured.length / PARITY_CASES) === 0);
  return {
    features: PAIR_FEATURES,
    nilFeatures: NIL_FEATURES,
    cases: some.flatMap(example => {
      const { surface, nil } = example;
      if (nil === null) return [];
      const pairs = withTypeOdds(example, model.typeLogOdds);
      const x = pairs.map(pair => PAIR_FEATURES.map(name => pair[name]));
      return [{ surface, x, nil: NIL_FEATURES.map(name => nil[name]), p: pairProbabilities(model, pairs, nil) }];
    }),
  };
};

/** @param args `groups`, `linker` or nothing for both */
export const train = async ([part]: readonly string[]): Promise<void> => {
  if (part !== 'linker') trainGroups();
  if (part === 'groups') return;
  const deps = exampleDeps(FIXTURES, classGrouper(ClassGroupModel.parse(JSON.parse(readFileSync(join(HERE, 'groups.json'), 'utf8')))), await loadWordWeight(HERE));
  const published = await allExamples(FIXTURES, VARIANTS, deps);
  const learnt = corrected(published, HERE);
  const answers = heldOut(learnt, published);
  report(answers);
  const judged = answers.filter(({ example }) => example.isJudged && ['gold', 'own', 'heard', 'excerpt'].includes(example.variant));
  const calibration = calibrate(judged);
  console.log('calibration', JSON.stringify(calibration));
  const model = { ...fitLinker(learnt), calibration };
  write('linker.json', model);
  write('parity.json', parityCases(model, published));
};
