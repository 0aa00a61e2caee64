import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { OPERATOR_GROUP } from '../core/src/accounts/operator-group.ts';

export interface LocalPool {
  readonly endpoint: string;
  readonly region: string;
  readonly userPoolId: string;
}

/** Makes a user one of those who run the stage, as its owner would with the AWS command line; it counts from the next login on. */
export const makeOperator = async ({ endpoint, region, userPoolId }: LocalPool, email: string): Promise<void> => {
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: email, GroupName: OPERATOR_GROUP }));
  cognito.destroy();
};
