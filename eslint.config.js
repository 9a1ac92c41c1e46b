import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const ignored = [
  'dist/',
  'node_modules/',
  'data/',
  '.cache/',
  'server/graphql/generated/',
  'client/src/gql/',
  'examples/bot-typescript/gql/',
  // As in tests/tsconfig.json: without the packages of `bench/` their types are unknown.
  'bench/peers/',
  '**/*.mjs',
  '**/*.js',
]

export default tseslint.config(
  { ignores: ignored },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['server/tsconfig.json', 'client/tsconfig.json', 'tests/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Ports are interfaces of methods, and none of ours uses `this` that way.
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['server/**/*.ts'],
    // Entries of processes: what they read of `process` they hand on as values.
    ignores: ['server/main.ts', 'server/token-main.ts', 'server/doctor-main.ts', 'server/**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'Only the entries of processes touch process.' }],
    },
  },
  {
    // Vitest's matchers and iterators answer `any`.
    files: ['tests/**/*.ts', '**/*.test.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: [
      'server/main.ts',
      'server/token-main.ts',
      'server/doctor-main.ts',
      'client/*.ts',
      'bench/**/*.ts',
      'tests/**/*.ts',
      'examples/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
)
