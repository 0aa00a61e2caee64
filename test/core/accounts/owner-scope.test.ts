import { describe, expect, it } from '@jest/globals';
import { OwnerScope } from '../../../core/src/accounts/owner-scope.ts';
import { portMethods } from '../../support/port-methods.ts';

/** Repository methods that take no scope, each with the reason why that crosses no workspace. */
const WITHOUT_SCOPE: Readonly<Record<string, string>> = {
  'AccountStore.open': 'makes the workspace: there is no scope before it',
  'SessionStore.create': 'log-in: the user pool has just vouched for the user, the scope comes after',
  'SessionStore.find': 'refresh: the token that was presented names user and session',
  'SessionStore.save': 'refresh and logout: the session names its user',
  'CredentialLookup.session': 'the authorizer: what it reads becomes the scope',
  'CredentialLookup.apiKey': 'the authorizer: what it reads becomes the scope',
  'StoredImageStore.put': 'the catalogue is the operator’s and holds licensed third-party pictures only',
  'StoredImageStore.get': 'see put',
  'StoredImageStore.getMany': 'see put',
  'StoredImageStore.listLongestUnchecked': 'see put',
  'StoredImageStore.markChecked': 'see put',
  'StoredImageStore.markUnused': 'see put',
  'StoredImageStore.removeUnused': 'see put',
  'StoredImageStore.remove': 'see put',
  'StoredImageStore.reuse': 'see put',
  'TakedownStore.begin': 'a picture is barred for everybody; the operator’s decision, of which no workspace is part',
  'TakedownStore.find': 'see begin',
  'TakedownStore.save': 'see begin',
  'TakedownStore.barred': 'see begin',
  'TakedownStore.listUnderWay': 'see begin',
  'OwnImageStore.listGoing': 'upkeep ends deletions of all workspaces; no route hands it on',
  'ImageUseStore.listOfImage': 'takedown and re-check ask for all workspaces; no route hands it on',
  'ImageUseStore.forget': 'takedown and re-check, which found the use in listOfImage; the key they give names the workspace',
  'UseReportStore.listDue': 'whoever tells providers of uses does so for all workspaces; no route hands it on',
  'UseReportStore.claim': 'see listDue',
  'UseReportStore.postpone': 'see listDue',
};

describe('every repository method', () => {
  const methods = portMethods();

  it('takes the owner’s scope first, but for those listed here with their reason', () => {
    const without = methods.filter(method => method.firstParameter !== 'OwnerScope').map(method => method.name);
    expect(without.sort()).toEqual(Object.keys(WITHOUT_SCOPE).sort());
  });

  it('is found by this test', () => {
    expect(methods.length).toBeGreaterThan(30);
    expect(methods.map(method => method.name)).toEqual(
      expect.arrayContaining(['ProjectStore.get', 'ProjectRows.replace', 'JobStore.save']),
    );
  });
});

describe('OwnerScope', () => {
  const claims = { workspaceId: 'wsp_1', principalId: 'user-1', role: 'editor' as const };

  it('carries what the authorizer vouched for, and nothing else', () => {
    expect(OwnerScope.fromAuthorizer({ ...claims, other: 'x' })?.claims).toEqual(claims);
  });

  it.each([undefined, {}, { ...claims, workspaceId: 'prj_1' }, { ...claims, role: 'owner' }, { ...claims, principalId: '' }])(
    'is not made of %j',
    context => {
      expect(OwnerScope.fromAuthorizer(context)).toBeNull();
    },
  );
});
