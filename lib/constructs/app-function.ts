import { Tags, type Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from './acknowledged-findings.ts';
import { bundleFolder } from './bundle-folder.ts';
import { houseLogGroup } from './house-log-group.ts';

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
}

/**
 * A Lambda as this house wants it: bundled once, traced, its logs kept for the stage's time under our key, and a role of its
 * own that starts with nothing but the right to write them.
 */
export class AppFunction<Environment extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: AppFunctionProps<Environment>) {
    super(scope, id);
    const { config } = props;
    const name = props.entry.replace('/', '-');
    this.logGroup = houseLogGroup(this, 'Logs', config, props.key, `/cutaway/${config.name}/${name}`);
    this.role = this.ownRole(this.logGroup, props);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: `cutaway-${config.name}-${name}`,
      description: `[Cutaway/${props.entry}] ${props.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: props.native === true ? Architecture.X86_64 : Architecture.ARM_64,
      code: Code.fromAsset(bundleFolder(this, name)),
      handler: 'index.handler',
      role: this.role,
      timeout: props.timeout,
      memorySize: props.memoryMegabytes ?? 256,
      environment: { ...this.houseEnvironment(config, name), ...props.environment },
      environmentEncryption: props.key,
      logGroup: this.logGroup,
      tracing: Tracing.ACTIVE,
    });
    Tags.of(this).add('cutaway:area', props.entry.split('/')[0] ?? '');
  }

  private ownRole(logGroup: LogGroup, { key, entry }: AppFunctionProps<Environment>): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Of the function ${entry}`,
    });
    role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
    // For its own environment variables.
    role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }));
    acknowledge(role, { 'IAM5[Resource::*]': 'Traces of X-Ray are no resources, so its two actions allow nothing narrower.' });
    return role;
  }

  private houseEnvironment(config: StageConfig, name: string): Record<string, string> {
    return {
      STAGE: config.name,
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_LOG_LEVEL: config.logs.level,
      POWERTOOLS_METRICS_NAMESPACE: 'Cutaway',
      // glibc gives every thread memory of its own and keeps it: with two arenas pictures take 235 MB instead of 325, in the same time.
      MALLOC_ARENA_MAX: '2',
      // Bundles are minified; with it an error names the line of the source.
      NODE_OPTIONS: '--enable-source-maps',
      ...(config.faultsFolder !== null && { CUTAWAY_FAULTS: config.faultsFolder }),
    };
  }
}
