import * as z from 'zod';

export const Role = z.enum(['viewer', 'editor', 'admin']);
export type Role = z.infer<typeof Role>;

/** What the authorizer hands on, and what messages of our own carry. */
export const ScopeClaims = z.object({
  workspaceId: z.string().regex(/^wsp_[0-9A-Z]+$/),
  /** The user or API key that asked, for audit and fair shares. */
  principalId: z.string().min(1).max(100),
  role: Role,
});
export type ScopeClaims = z.infer<typeof ScopeClaims>;

/**
 * Whose data a piece of work may touch. Every repository method takes one, and every key starts with its workspace.
 * The constructor is private: a scope exists only because the authorizer vouched for a caller, or because a message that
 * only our own code can send (state machine input, queue message) carried it.
 */
export class OwnerScope {
  readonly workspaceId: string;
  readonly principalId: string;
  readonly role: Role;

  private constructor(claims: ScopeClaims) {
    this.workspaceId = claims.workspaceId;
    this.principalId = claims.principalId;
    this.role = claims.role;
  }

  /** @param context the authorizer's context as API Gateway hands it to the handler @returns null where it vouched for nobody */
  static fromAuthorizer(context: unknown): OwnerScope | null {
    const claims = ScopeClaims.safeParse(context);
    return claims.success ? new OwnerScope(claims.data) : null;
  }

  /** @param claims parsed from the input of our state machine or a message of our queue */
  static fromMessage(claims: ScopeClaims): OwnerScope {
    return new OwnerScope(ScopeClaims.parse(claims));
  }

  get claims(): ScopeClaims {
    return { workspaceId: this.workspaceId, principalId: this.principalId, role: this.role };
  }
}
