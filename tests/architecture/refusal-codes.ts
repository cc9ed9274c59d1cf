import { relative } from 'node:path';
import ts from 'typescript';
import { inRoot, root } from '../../scripts/running/root.ts';

interface Found {
  readonly codes: string[];
  /** Places where the compiler cannot tell which codes there may be. */
  readonly unreadable: string[];
}

/** Every code that the source can refuse with, by the type of what `refuse` and `refusalText` are given. */
export function refusalCodes(): Found {
  const program = programOfSource();
  const checker = program.getTypeChecker();
  const codes = new Set<string>();
  const unreadable: string[] = [];
  for (const file of program.getSourceFiles()) {
    if (!isOurs(file)) continue;
    forEachCode(file, (argument) => {
      const literals = literalsOf(checker.getTypeAtLocation(argument));
      if (literals) for (const code of literals) codes.add(code);
      else unreadable.push(placeOf(file, argument));
    });
  }
  return { codes: [...codes].sort(), unreadable };
}

function programOfSource(): ts.Program {
  const read = ts.getParsedCommandLineOfConfigFile(
    inRoot('tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
      },
    },
  );
  const names = (read?.fileNames ?? []).filter((name) => /\/src\//.test(name) && !/\.test\.ts$/.test(name));
  return ts.createProgram(names, { ...read?.options, noEmit: true, skipLibCheck: true });
}

const isOurs = (file: ts.SourceFile): boolean =>
  /\/src\//.test(file.fileName) && !/node_modules|paraglide|\/outcome\.ts$/.test(file.fileName);

/** `refuse(409, code, { fields: { name: code } })`, and `refusalText(code)` at the edge. */
function forEachCode(file: ts.SourceFile, visit: (argument: ts.Expression) => void): void {
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first, second, third] = node.arguments;
      if (node.expression.text === 'refuse' && second) visit(second);
      if (node.expression.text === 'refuse' && third) fieldCodes(third).forEach(visit);
      if (node.expression.text === 'refusalText' && first && ts.isStringLiteral(first)) visit(first);
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
}

function fieldCodes(more: ts.Expression): ts.Expression[] {
  return valuesOf(more, (name) => name === 'fields').flatMap((fields) => valuesOf(fields, () => true));
}

function valuesOf(object: ts.Expression, wanted: (name: string) => boolean): ts.Expression[] {
  if (!ts.isObjectLiteralExpression(object)) return [];
  return object.properties
    .filter(ts.isPropertyAssignment)
    .filter((property) => wanted(property.name.getText()))
    .map((property) => property.initializer);
}

function literalsOf(type: ts.Type): string[] | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const literals = parts.map((part) => (part.isStringLiteral() ? part.value : undefined));
  return literals.every((literal) => literal !== undefined) ? literals : undefined;
}

function placeOf(file: ts.SourceFile, node: ts.Node): string {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(root, file.fileName)}:${line + 1} ${node.getText()}`;
}
