import * as vscode from "vscode";

/** Counts the findings of the report at hand. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("crossfoot", vscode.StatusBarAlignment.Left);
  private readonly listeners: vscode.Disposable[];
  private problem: string | undefined = "not started yet";

  constructor() {
    this.item.name = "crossfoot";
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.languages.onDidChangeDiagnostics(() => this.show()),
    ];
    this.show();
  }

  running(): void {
    this.problem = undefined;
    this.show();
  }

  broken(problem: string): void {
    this.problem = problem;
    this.show();
  }

  dispose(): void {
    this.item.dispose();
    this.listeners.forEach((listener) => listener.dispose());
  }

  private show(): void {
    const report = vscode.window.activeTextEditor?.document;
    if (report?.languageId !== "markdown") {
      this.item.hide();
      return;
    }
    this.item.backgroundColor = undefined;
    if (this.problem !== undefined) {
      this.item.text = "$(alert) crossfoot";
      this.item.tooltip = this.problem;
      this.item.command = "crossfoot.showOutput";
      this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
    } else {
      const found = vscode.languages.getDiagnostics(report.uri).filter(({ source }) => source === "crossfoot");
      const count = (severity: vscode.DiagnosticSeverity) => found.filter((one) => one.severity === severity).length;
      const errors = count(vscode.DiagnosticSeverity.Error);
      const warnings = count(vscode.DiagnosticSeverity.Warning);
      const infos = found.length - errors - warnings;
      this.item.text = found.length === 0 ? "$(check) crossfoot" : `crossfoot $(error) ${errors} $(warning) ${warnings}`;
      const counted = (number: number, one: string) => `${number} ${number === 1 ? one : `${one}s`}`;
      const parts = [counted(errors, "error"), counted(warnings, "warning"), counted(infos, "further remark")];
      this.item.tooltip = `${parts.join(", ")}; click for the ledger`;
      this.item.command = "crossfoot.showLedger";
    }
    this.item.show();
  }
}
