/** What a drill found out: things broken on purpose, and what was lost by it. */
export interface DrillReport {
  readonly name: string;
  /** One line a thing that was broken: what was done, what came of it. */
  readonly findings: readonly DrillFinding[];
}

export interface DrillFinding {
  readonly what: string;
  readonly held: boolean;
  readonly detail: string;
}

/** What a file of a drill exports. */
export interface DrillModule {
  /** One line for the list of drills. */
  readonly about: string;
  /** @param args what follows the drill's name on the command line */
  readonly run: (args: readonly string[]) => Promise<DrillReport>;
}
