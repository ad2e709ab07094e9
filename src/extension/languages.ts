/** Language ids that Marcus looks at; `package.json` names the same in `activationEvents` and `when` clauses. */
export const languages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'sql'] as const;
