// A session in Visual Studio Code, run by tests/vscode.rs: code-server serves
// the editor, Chromium shows it, and the extension is installed from its
// .vsix. What it saw is written to the file SEEN as JSON.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";

const { TOOLS, NODE, CHROMIUM, VSIX, CROSSFOOT, WORKSPACE, HOME_FOLDER, SEEN, SCREENSHOT } = process.env;
const { chromium } = createRequire(join(TOOLS, "package.json"))("playwright-core");
const ENTRY = join(TOOLS, "node_modules/code-server/out/node/entry.js");
const LONG = 60_000;

const seen = {};
const folders = ["--user-data-dir", join(HOME_FOLDER, "data"), "--extensions-dir", join(HOME_FOLDER, "extensions")];
const environment = { ...process.env, HOME: HOME_FOLDER, PATH: "/usr/bin:/bin" };

function settings(own) {
  const all = {
    "crossfoot.path": CROSSFOOT,
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Default Light Modern",
    "security.workspace.trust.enabled": false,
    "chat.commandCenter.enabled": false,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "editor.minimap.enabled": false,
    "editor.hover.delay": 100,
    "files.autoSave": "off",
    ...own,
  };
  // Served to a browser, the editor is a remote one: settings of the machine
  // are those of the server.
  for (const folder of ["User", "Machine"].map((name) => join(HOME_FOLDER, "data", name))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "settings.json"), JSON.stringify(all));
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

function install() {
  const run = spawnSync(NODE, [ENTRY, ...folders, "--install-extension", VSIX], { env: environment });
  seen.installed = run.status;
  if (run.status !== 0) throw new Error(`the extension is not installed: ${run.stdout}${run.stderr}`);
}

async function serve() {
  const port = await freePort();
  const quiet = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
  const server = spawn(NODE, [ENTRY, ...folders, ...quiet, "--bind-addr", `127.0.0.1:${port}`, WORKSPACE], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  await new Promise((ready, failed) => {
    const hear = (some) => {
      said += some;
      if (said.includes("HTTP server listening")) ready();
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", () => failed(new Error(`code-server ended: ${said}`)));
    setTimeout(() => failed(new Error(`code-server does not listen: ${said}`)), LONG).unref();
  });
  return { server, url: `http://127.0.0.1:${port}/?folder=${encodeURIComponent(WORKSPACE)}` };
}

async function show(url) {
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  flags.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: flags });
  const page = await browser.newPage({ viewport: { width: 1000, height: 560 } });
  page.setDefaultTimeout(LONG);
  await page.goto(url);
  await page.locator(".monaco-workbench").waitFor();
  return { browser, page };
}

/** A command by its title, as a user finds it. */
async function command(page, title) {
  await page.keyboard.press("F1");
  const box = page.locator(".quick-input-widget input").first();
  await box.waitFor();
  await box.fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

async function open(page, name) {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

const squiggle = (page) => page.locator(".squiggly-error").first();
const item = (page) => page.locator(".statusbar-item", { hasText: "crossfoot" });
const text = async (locator) => (await locator.innerText()).replaceAll("\u00a0", " ").trim();

/** Until a question has the answer that is wanted, or any. */
async function until(question, wanted = Boolean) {
  const end = Date.now() + LONG;
  for (;;) {
    const answer = await question();
    if (wanted(answer) || Date.now() > end) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Underlined while it is false, counted in the status bar, told on hovering. */
async function looksAtTheReport(page) {
  await open(page, "a.md");
  await squiggle(page).waitFor({ state: "attached" });
  seen.status = await until(
    () => item(page).first().getAttribute("aria-label"),
    (label) => label?.includes("1 error"),
  );
  const box = await squiggle(page).boundingBox();
  // The whole item is underlined; the figure is two thirds along.
  await page.mouse.move(box.x + (box.width * 23.5) / 33, box.y + box.height / 2);
  const hover = page.locator(".monaco-hover", { hasText: "range-count-mismatch" }).first();
  await hover.waitFor();
  seen.hover = await text(hover);
  if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });
  await page.keyboard.press("Escape");
}

async function typesTheRightFigure(page) {
  await page.locator(".view-line", { hasText: "119" }).first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+F");
  await page.keyboard.type("119");
  await page.keyboard.press("Escape");
  await page.keyboard.type("120");
  await squiggle(page).waitFor({ state: "detached" });
  seen.cleared = true;
  await page.keyboard.press("Control+Z");
  await until(async () => (await squiggle(page).count()) > 0);
}

async function appliesTheFix(page) {
  await page.keyboard.press("F8");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget").first();
  await menu.waitFor();
  seen.actions = await text(menu);
  await page.keyboard.press("Enter");
  await squiggle(page).waitFor({ state: "detached" });
  await page.keyboard.press("Control+S");
  seen.fixed = await until(
    () => readFileSync(join(WORKSPACE, "a.md"), "utf8"),
    (saved) => saved.includes("120"),
  );
}

async function runsTheCommands(page) {
  await command(page, "crossfoot: Show the ledger of this report");
  const ledger = page.locator(".tab", { hasText: "ledger-" }).first();
  await ledger.waitFor();
  seen.ledger = await until(
    async () => await text(page.locator(".editor-instance .view-lines").first()),
    (shown) => shown.includes("XF201"),
  );
  await open(page, "b.md");
  await squiggle(page).waitFor({ state: "attached" });
  await command(page, "crossfoot: Restart the server");
  await squiggle(page).waitFor({ state: "detached" });
  await squiggle(page).waitFor({ state: "attached" });
  seen.restarted = true;
  await command(page, "crossfoot: Explain a rule");
  const box = page.locator(".quick-input-widget input").first();
  await until(() => box.inputValue(), (value) => value === "XF201");
  seen.asked = await box.inputValue();
  await page.keyboard.press("Enter");
  await page.locator(".tab", { hasText: "XF201-" }).first().waitFor();
  seen.explained = true;
}

/** A program that is not there is told, and so is where to name it. */
async function losesTheProgram(page) {
  settings({ "crossfoot.path": "/nowhere/crossfoot" });
  const told = page.locator(".notification-toast", { hasText: "/nowhere/crossfoot" }).first();
  await told.waitFor();
  seen.missing = await text(told);
  settings({ "crossfoot.path": "" });
  const onPath = page.locator(".notification-toast", { hasText: "no crossfoot on the PATH" }).first();
  await onPath.waitFor();
  settings({});
  await open(page, "b.md");
  await squiggle(page).waitFor({ state: "attached" });
  seen.back = true;
}

let stop = () => {};
try {
  settings({});
  install();
  const { server, url } = await serve();
  stop = () => server.kill();
  const { browser, page } = await show(url);
  stop = () => Promise.all([browser.close(), server.kill()]);
  try {
    for (const step of [looksAtTheReport, typesTheRightFigure, appliesTheFix, runsTheCommands, losesTheProgram]) {
      seen.step = step.name;
      await step(page);
    }
    seen.step = "done";
  } catch (error) {
    await page.screenshot({ path: `${SEEN}.png` });
    throw error;
  }
} catch (error) {
  seen.trouble = String(error?.stack ?? error);
} finally {
  await stop();
  writeFileSync(SEEN, JSON.stringify(seen, null, 1));
  process.exit(0);
}
