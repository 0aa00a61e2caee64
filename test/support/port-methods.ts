import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';
import { committed } from './fixtures.ts';

export interface PortMethod {
  /** `<Port>.<method>` */
  readonly name: string;
  /** Type of its first parameter as written, or null without one. */
  readonly firstParameter: string | null;
}

/** Files that declare the ports of the table `main`. */
const portFiles = (): readonly string[] =>
  globSync(['core/src/*/*-store.ts', 'core/src/accounts/credential-lookup.ts', 'core/src/projects/project-rows.ts'], {
    cwd: committed('.'),
  }).filter(file => !/^(dynamo|s3|memory)-/.test(basename(file)) && !/\/(platform|testing)\//.test(file));

const methodsOf = (declaration: ts.InterfaceDeclaration, source: ts.SourceFile): PortMethod[] =>
  declaration.members.filter(ts.isMethodSignature).map(method => ({
    name: `${declaration.name.text}.${method.name.getText(source)}`,
    firstParameter: method.parameters[0]?.type?.getText(source) ?? null,
  }));

/** Every method of every repository port, read from the sources, so that a new one cannot be forgotten. */
export const portMethods = (): readonly PortMethod[] =>
  portFiles().flatMap(file => {
    const source = ts.createSourceFile(file, readFileSync(committed(file), 'utf8'), ts.ScriptTarget.ES2023, true);
    return source.statements.filter(ts.isInterfaceDeclaration).flatMap(declaration => methodsOf(declaration, source));
  });
