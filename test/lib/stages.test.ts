/** Rules over every resource of every stage. They share one synthesis, which takes most of the time. */
import './rules/api.ts';
import './rules/cost.ts';
import './rules/durability.ts';
import './rules/encryption.ts';
import './rules/findings.ts';
import './rules/functions.ts';
import './rules/operations.ts';
import './rules/permissions.ts';
import './rules/pipeline.ts';
import './rules/reach.ts';
import './rules/stacks.ts';
