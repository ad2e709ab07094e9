export interface IntegrationRun {
  /** The folder that VS Code opens: a copy of the sample, to which tests may do what they want. */
  workspace: string;
  /** The bundled module whose exported `run()` VS Code calls. */
  tests: string;
  /** Read inside the extension host; MARCUS_REPORT is the file where the outcome is written. */
  env: { MARCUS_REPORT: string; MARCUS_REPORTER: string; MARCUS_GREP?: string };
  /** For logs, settings and pictures of failures. */
  scratch: string;
}
