/**
 * Group of the user pool for those who run the stage. Whoever registers is the admin of a workspace, so a role says nothing
 * about the stage; only somebody with rights on the pool itself puts a user into a group.
 */
export const OPERATOR_GROUP = 'operators';
