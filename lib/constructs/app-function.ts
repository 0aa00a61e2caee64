import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RemovalPolicy, Tags, type Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';

const RETENTION = {
  1: RetentionDays.ONE_DAY,
  7: RetentionDays.ONE_WEEK,
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  365: RetentionDays.ONE_YEAR,
} as const;

/** Set by the house, not by each function. */
export interface HouseEnvironment {
  readonly STAGE: string;
  readonly POWERTOOLS_SERVICE_NAME: string;
  readonly POWERTOOLS_LOG_LEVEL: string;
  readonly POWERTOOLS_METRICS_NAMESPACE: string;
  readonly CUTAWAY_FAULTS?: string;
}

export interface AppFunctionProps<Environment extends Readonly<Record<string, string>>> {
  readonly config: StageConfig;
  readonly key: IKey;
  /** `<area>/<name>`: the entry is `functions/<area>/<name>.handler.ts`. */
  readonly entry: string;
  readonly description: string;
  /** Typed by the function's own `*.env.ts`, so that a forgotten variable does not compile. */
  readonly environment: Environment;
  readonly timeout: Duration;
  /** @default 256 */
  readonly memoryMegabytes?: number;
  /**
   * Whether the bundle holds binaries of one processor. Those are built for x86_64; the rest runs on the cheaper arm64.
   * @default false
   */
  readonly native?: boolean;
  /** @default no reservation */
  readonly reservedConcurrency?: number;
}

/** A Lambda as this house wants it: bundled once, logs kept for the stage's time under our key, traced, no inherited permissions. */
export class AppFunction<Environment extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: AppFunctionProps<Environment>) {
    super(scope, id);
    const { config } = props;
    const name = props.entry.replace('/', '-');
    const asset = resolve(import.meta.dirname, '../../dist', name);
    if (!existsSync(asset)) throw new Error(`dist/${name} is missing. Run \`npm run bundle\` first.`);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/cutaway/${config.name}/${name}`,
      retention: RETENTION[config.logs.retentionDays],
      encryptionKey: props.key,
      removalPolicy: config.data.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName: `cutaway-${config.name}-${name}`,
      description: `[Cutaway/${props.entry}] ${props.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: props.native === true ? Architecture.X86_64 : Architecture.ARM_64,
      code: Code.fromAsset(asset),
      handler: 'index.handler',
      timeout: props.timeout,
      memorySize: props.memoryMegabytes ?? 256,
      environment: { ...this.houseEnvironment(config, name), ...props.environment },
      environmentEncryption: props.key,
      logGroup,
      tracing: Tracing.ACTIVE,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    Tags.of(this).add('cutaway:area', props.entry.split('/')[0] ?? '');
  }

  private houseEnvironment(config: StageConfig, name: string): Record<string, string> {
    return {
      STAGE: config.name,
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_LOG_LEVEL: config.logs.level,
      POWERTOOLS_METRICS_NAMESPACE: 'Cutaway',
      ...(config.faultsFolder !== null && { CUTAWAY_FAULTS: config.faultsFolder }),
    };
  }
}
