import { describe, expect, it } from '@jest/globals';
import { isAnybody, statements } from '../support/policies.ts';
import { stages } from '../support/synthesised.ts';

const BLOCKED = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

/** Types that cost by the hour, or that let the world in. */
const NOWHERE = [
  'AWS::EC2::NatGateway',
  'AWS::EC2::EIP',
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::Lambda::Url',
  'AWS::CloudFormation::CustomResource',
  'AWS::CloudFront::CloudFrontOriginAccessIdentity',
];

describe.each(stages)('from outside of stage $name', stage => {
  it('no bucket can be made public', () => {
    const open = stage.resources('AWS::S3::Bucket').filter(({ Properties }) => {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual(BLOCKED);
      return Properties['AccessControl'] !== undefined;
    });
    expect(open).toEqual([]);
  });

  it('no policy lets anybody in', () => {
    const open = statements(stage).filter(({ Effect, Principal }) => Effect === 'Allow' && isAnybody(Principal));
    expect(open.map(({ resource }) => resource.path)).toEqual([]);
  });

  it('a service of AWS is let in for the sake of our own account only', () => {
    const services = statements(stage).filter(
      ({ Effect, Principal, resource }) =>
        Effect === 'Allow' && resource.Type !== 'AWS::IAM::Role' && JSON.stringify(Principal ?? {}).includes('"Service"'),
    );
    expect(services.filter(({ Condition }) => Condition === undefined).map(({ resource, Action }) => [resource.path, ...Action])).toEqual(
      [],
    );
    const invocations = stage.resources('AWS::Lambda::Permission');
    expect(invocations.filter(({ Properties }) => Properties['SourceArn'] === undefined).map(({ path }) => path)).toEqual([]);
  });

  it('no security group lets a connection in', () => {
    const groups = stage.resources('AWS::EC2::SecurityGroup');
    expect(groups.filter(({ Properties }) => Properties['SecurityGroupIngress'] !== undefined).map(({ path }) => path)).toEqual([]);
  });

  it('there is nothing that lets the world in, costs by the hour or runs code only to deploy', () => {
    const found = stage.resources().filter(({ Type }) => NOWHERE.includes(Type) || Type.startsWith('Custom::'));
    expect(found.map(({ path, Type }) => `${Type} ${path}`)).toEqual([]);
  });
});
