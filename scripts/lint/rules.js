import { basename } from 'node:path';

/** Words that say nothing about what is inside. */
const EMPTY_WORDS = [
  'util',
  'utils',
  'helper',
  'helpers',
  'manager',
  'service',
  'handler',
  'handlers',
  'data',
  'info',
  'common',
  'misc',
  'base',
];

/**
 * What is wrong with a file's name, if anything.
 * @param {string} path
 * @returns {string | undefined}
 */
export function faultOfName(path) {
  const name = basename(path);
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const empty = words.find((word) => EMPTY_WORDS.includes(word));
  if (empty)
    return `"${empty}" in ${name} says nothing about what is inside: name it by a word of the domain.`;
  if (/^(\+|\.)/.test(name)) return undefined;
  if (name.endsWith('.svelte') && !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name))
    return `${name}: components are named in PascalCase.`;
  if (!name.endsWith('.svelte') && !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name))
    return `${name}: files are named in kebab-case.`;
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
const fileName = {
  create(context) {
    return {
      Program(node) {
        const message = faultOfName(context.filename);
        if (message) context.report({ node, message });
      },
    };
  },
};

/** @type {import('eslint').ESLint.Plugin} */
export const house = { rules: { 'file-name': fileName } };
