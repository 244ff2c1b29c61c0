import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  LanguageClient,
  State,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { find } from "./find";
import { Status } from "./status";

/** Commands of the server. They must not be ours: the client registers them itself. */
const LEDGER = "crossfoot.server.ledger";
const EXPLAIN = "crossfoot.server.explain";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("crossfoot", { log: true });
  const status = new Status();
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    output,
    status,
    command("crossfoot.restart", () => restart(output, status)),
    command("crossfoot.showLedger", () => showLedger()),
    command("crossfoot.explainRule", () => explainRule()),
    command("crossfoot.showOutput", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const needsRestart = ["crossfoot.path", "crossfoot.logFile"];
      if (needsRestart.some((setting) => event.affectsConfiguration(setting))) {
        void restart(output, status);
      }
    }),
  );
  await start(output, status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(output: vscode.LogOutputChannel, status: Status): Promise<void> {
  await client?.stop().catch((error: unknown) => output.warn(String(error)));
  client = undefined;
  await start(output, status);
}

async function start(output: vscode.LogOutputChannel, status: Status): Promise<void> {
  const settings = vscode.workspace.getConfiguration("crossfoot");
  const program = find(settings.get<string>("path", ""), process.env);
  if ("missing" in program) {
    status.broken(program.missing);
    output.error(program.missing);
    const open = "Open the setting";
    const answer = await vscode.window.showErrorMessage(`crossfoot: ${program.missing}`, open);
    if (answer === open) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "crossfoot.path");
    }
    return;
  }
  const log = settings.get<string>("logFile", "");
  const server: ServerOptions = {
    command: program.path,
    args: ["lsp", ...(log === "" ? [] : ["--log", log])],
  };
  const options: LanguageClientOptions = {
    // The other side of a comparison is a document as well; an old version
    // of a report is not one of the reports.
    documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "markdown" })),
    initializationOptions: chosen(),
    synchronize: { configurationSection: "crossfoot" },
    outputChannel: output,
  };
  client = new LanguageClient("crossfoot", "crossfoot", server, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) status.running();
    if (newState === State.Stopped) status.broken("the server has stopped");
  });
  output.info(`starting ${program.path}`);
  try {
    await client.start();
  } catch (error) {
    status.broken(`${program.path} does not start`);
    void vscode.window.showErrorMessage(`crossfoot: ${program.path} does not start: ${String(error)}`);
  }
}

function chosen(): object {
  const settings = vscode.workspace.getConfiguration("crossfoot");
  return {
    inlayHints: settings.get<boolean>("inlayHints", false),
    codeLens: settings.get<boolean>("codeLens", false),
    config: settings.get<object>("config", {}),
  };
}

async function execute(command: string, ...parameters: string[]): Promise<unknown> {
  return client?.sendRequest(ExecuteCommandRequest.type, { command, arguments: parameters });
}

/** The server opens the page itself; what it answers is the same text. */
async function showLedger(): Promise<void> {
  const report = vscode.window.activeTextEditor?.document;
  if (report === undefined) {
    void vscode.window.showInformationMessage("crossfoot: open a report first");
    return;
  }
  await execute(LEDGER, client?.code2ProtocolConverter.asUri(report.uri) ?? "").catch(say);
}

async function explainRule(): Promise<void> {
  const report = vscode.window.activeTextEditor?.document;
  const uri = report === undefined ? "" : (client?.code2ProtocolConverter.asUri(report.uri) ?? "");
  const code = await vscode.window.showInputBox({
    prompt: "The code or name of a rule, such as XF201 or range-count-mismatch",
    value: report === undefined ? "" : firstCode(report.uri),
  });
  if (code !== undefined && code !== "") {
    await execute(EXPLAIN, uri, code).catch(say);
  }
}

/** The finding under the cursor, else the first. */
function firstCode(uri: vscode.Uri): string {
  const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "crossfoot");
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const here = found.find(({ range }) => cursor !== undefined && range.contains(cursor)) ?? found[0];
  const code = here?.code;
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

function say(error: unknown): void {
  void vscode.window.showWarningMessage(`crossfoot: ${error instanceof Error ? error.message : String(error)}`);
}
