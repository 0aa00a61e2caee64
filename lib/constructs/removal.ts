import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageConfig } from '../config/stage.ts';

/**
 * What becomes of something that holds data when its stack goes. Kept things are kept except where their very first
 * deployment fails: their names are fixed, and what is left of a failed one would stand in the way of the next.
 */
export const removalOf = ({ data }: StageConfig): RemovalPolicy =>
  data.removalPolicy === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
