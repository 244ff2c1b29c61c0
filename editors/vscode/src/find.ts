import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

export type Found = { path: string } | { missing: string };

/** The program that the setting names, else the one on the PATH. */
export function find(setting: string, environment: NodeJS.ProcessEnv): Found {
  if (setting !== "" && isAbsolute(setting)) {
    return runs(setting)
      ? { path: setting }
      : { missing: `the setting crossfoot.path names ${setting}, which is no program` };
  }
  const name = setting === "" ? "crossfoot" : setting;
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (folder !== "" && runs(path)) return { path };
    }
  }
  return {
    missing: `no ${name} on the PATH; install it, or name it in the setting crossfoot.path`,
  };
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
