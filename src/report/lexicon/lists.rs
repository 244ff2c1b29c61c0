//! The words that decide how a number beside them is read, and where a
//! sentence ends. Sorted, in lower case.

/// A number behind one of these names one of them: "Round 269".
#[rustfmt::skip]
pub const ID_NOUNS: &[&str] = &[
    "address", "amendment", "analysis", "annex", "appendix", "article", "attempt", "batch", "bay", "bed",
    "box", "bug", "build", "carton", "case", "certificate", "channel", "chapter", "check", "checkpoint",
    "clause", "code", "column", "commit", "conveyor", "core", "cr", "cycle", "day", "defect", "die",
    "door", "drawing", "epoch", "equation", "errno", "example", "exhibit", "experiment", "ext",
    "extension", "fig", "figure", "finding", "floor", "fold", "footnote", "form", "fridge", "gap",
    "gate", "goal", "gpu", "group", "host", "http", "incident", "index", "invoice", "issue", "item",
    "iteration", "job", "lane", "lemma", "level", "logger", "lot", "machine", "method", "milestone",
    "mode", "module", "month", "node", "note", "offset", "opcode", "option", "order", "p", "page",
    "pallet", "paragraph", "part", "pass", "patch", "path", "patient", "phase", "pid", "plan", "point",
    "port", "position", "pp", "pr", "press", "principle", "priority", "process", "property", "protocol",
    "question", "rank", "ref", "reference", "release", "replica", "req", "requirement", "rev",
    "revision", "room", "round", "row", "rule", "run", "sample", "scenario", "seat", "section", "seed",
    "sensor", "serial", "session", "shard", "sheet", "signal", "site", "slide", "slot", "span",
    "specimen", "sprint", "stage", "status", "step", "story", "stream", "subject", "suite", "table",
    "tank", "task", "tc", "test", "theorem", "thread", "ticket", "tier", "track", "tray", "trial",
    "type", "unit", "user", "visit", "volume", "ward", "wave", "week", "worker", "zip", "zone",
];

/// The same where a range or list follows: "Rounds 176-268".
#[rustfmt::skip]
pub const ID_PLURALS: &[&str] = &[
    "annexes", "articles", "attempts", "batches", "bays", "beds", "boxes", "bugs", "builds", "cases",
    "certificates", "channels", "chapters", "checks", "clauses", "commits", "cycles", "days", "doors",
    "epochs", "figs", "figures", "findings", "floors", "gaps", "issues", "items", "iterations", "jobs",
    "lanes", "levels", "lots", "milestones", "months", "nodes", "pages", "pallets", "paragraphs",
    "parts", "patients", "phases", "photos", "plates", "points", "ports", "prs", "questions", "releases",
    "requirements", "revisions", "rooms", "rounds", "rows", "rules", "runs", "samples", "scenarios",
    "seats", "sections", "sensors", "sites", "slots", "specimens", "sprints", "stages", "steps",
    "stories", "subjects", "tables", "tasks", "tests", "tickets", "tiers", "tracks", "trays", "trials",
    "units", "users", "visits", "volumes", "wards", "waves", "weeks", "workers", "zones",
];

/// Of the id nouns, those that are verbs or measures as often: where a plural
/// follows ("Run 50 tests") the number is left alone.
#[rustfmt::skip]
pub const WEAK: &[&str] = &[
    "address", "analysis", "batch", "bay", "bed", "box", "build", "case", "channel", "check", "code",
    "column", "core", "day", "door", "drawing", "errno", "floor", "fold", "form", "fridge", "group",
    "host", "index", "issue", "item", "job", "lane", "lot", "mode", "month", "node", "offset", "opcode",
    "order", "pass", "patch", "patient", "plan", "point", "position", "press", "process", "ref",
    "reference", "release", "room", "row", "run", "sample", "seat", "seed", "sensor", "signal", "site",
    "slot", "span", "specimen", "status", "subject", "table", "tank", "task", "test", "thread", "type",
    "unit", "user", "volume", "ward", "week", "zip",
];

/// Names of things whose versions are numbered.
#[rustfmt::skip]
pub const PRODUCTS: &[&str] = &[
    "alpine", "android", "angular", "apache", "api", "arm", "aws", "bash", "centos", "chrome",
    "chromium", "clang", "cmake", "css", "cuda", "cudnn", "debian", "django", "docker", "dotnet", "edge",
    "es", "fedora", "firefox", "flask", "freebsd", "gcc", "gnu", "gradle", "helm", "html", "ios",
    "ipados", "java", "jdk", "jre", "junit", "jvm", "k8s", "kernel", "kubernetes", "linux", "llvm",
    "macos", "mariadb", "maven", "metal", "mkl", "mongodb", "mpi", "mysql", "net", "node", "nodejs",
    "npm", "numpy", "ocaml", "opencl", "opengl", "openjdk", "openssl", "oracle", "os", "pandas", "pci",
    "pcie", "pdf", "perl", "php", "postgres", "postgresql", "powershell", "pytest", "python", "python3",
    "pytorch", "qt", "rails", "react", "redis", "rhel", "ruby", "rust", "rustc", "safari", "sdk", "smb",
    "spring", "sql", "sqlite", "ssl", "svg", "swift", "tensorflow", "terraform", "tls", "torch",
    "ubuntu", "usb", "ver", "version", "vue", "vulkan", "windows", "xcode", "xml", "yaml",
];

/// Capitalised words that stand before a count and name nothing.
#[rustfmt::skip]
pub const NOT_NAMES: &[&str] = &[
    "a", "about", "above", "across", "actual", "added", "additionally", "after", "again", "all",
    "almost", "also", "although", "altogether", "among", "an", "and", "another", "any", "applied",
    "approx", "approximately", "are", "around", "at", "average", "avg", "because", "before", "below",
    "between", "beyond", "both", "bottom", "built", "but", "by", "caught", "chose", "clean",
    "completed", "contains", "count", "covers", "created", "crossed", "cut", "despite", "did", "down",
    "drew", "dropped", "during", "each", "earlier", "either", "elsewhere", "error", "even", "every",
    "exactly", "executed", "expect", "expected", "fail", "failed", "fell", "final", "first", "fixed",
    "for", "found", "from", "furthermore", "gave", "generated", "get", "got", "grew", "had", "has",
    "have", "held", "hence", "here", "hit", "however", "if", "ignored", "in", "including", "instead",
    "is", "it", "just", "keep", "kept", "last", "later", "leak", "led", "left", "lost", "made", "max",
    "maximum", "mean", "meanwhile", "measured", "median", "met", "min", "minimum", "missing",
    "moreover", "most", "near", "nearly", "nevertheless", "new", "next", "no", "not", "now", "observed",
    "of", "ok", "on", "only", "open", "or", "other", "otherwise", "our", "over", "overall", "pass",
    "passed", "passing", "per", "plus", "processed", "ran", "read", "remaining", "removed", "reported",
    "rose", "roughly", "run", "saw", "score", "see", "seen", "sent", "set", "showed", "showing",
    "shows", "since", "size", "skip", "skipped", "so", "sold", "some", "spent", "still", "sum",
    "target", "that", "the", "their", "then", "there", "therefore", "thereof", "these", "this", "those",
    "though", "threshold", "thus", "to", "today", "together", "tonight", "took", "top", "total",
    "under", "unlike", "until", "up", "updated", "use", "used", "uses", "using", "value", "verified",
    "was", "we", "were", "when", "where", "whereas", "which", "while", "with", "within", "without",
    "wrote", "yes", "yesterday", "your",
];

/// A noun ends before one of these.
#[rustfmt::skip]
pub const STOPS: &[&str] = &[
    "a", "about", "above", "across", "after", "again", "against", "ago", "all", "also", "although",
    "altogether", "among", "an", "and", "any", "apiece", "appear", "are", "around", "as", "at", "avec",
    "average", "avg", "be", "became", "because", "become", "been", "before", "behind", "being", "below",
    "between", "beyond", "both", "but", "by", "came", "can", "cannot", "come", "could", "dans", "davon",
    "deep", "did", "do", "does", "due", "during", "each", "either", "et", "even", "every", "except", "for",
    "from", "gave", "give", "gives", "had", "happened", "has", "have", "held", "here", "high", "hold",
    "holds", "how", "however", "if", "in", "including", "inside", "into", "is", "it", "its", "just", "kept",
    "less", "long", "made", "make", "makes", "max", "maximum", "may", "might", "minimum", "mod", "more",
    "must", "need", "needs", "neither", "nor", "not", "now", "oder", "of", "off", "old", "on", "once",
    "only", "onto", "or", "ou", "our", "out", "over", "overall", "per", "plus", "rather", "remain",
    "remains", "respectively", "same", "sans", "shall", "should", "showed", "since", "sind", "so", "some",
    "still", "such", "take", "takes", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "those", "though", "through", "throughout", "times", "to", "today", "together", "too",
    "took", "toward", "towards", "und", "under", "unless", "until", "up", "upon", "us", "versus", "via",
    "von", "vs", "was", "we", "went", "were", "what", "when", "where", "whereas", "whether", "which",
    "while", "who", "whose", "wide", "will", "with", "within", "without", "work", "worked", "works",
    "would", "wurden", "x", "yesterday", "yet", "you", "your",
];

/// Words that end a noun unless they are its first: "12 passed", "5 tests | passed".
#[rustfmt::skip]
pub const PARTICIPLES: &[&str] = &[
    "accepted", "added", "affected", "aligned", "apart", "applied", "approved", "available", "blocked",
    "changed", "clean", "clear", "closed", "cold", "compared", "complete", "completed", "confirmed",
    "covered", "created", "deferred", "deleted", "detected", "discovered", "done", "dropped", "ended",
    "executed", "exercised", "exist", "exists", "expected", "fail", "failed", "failing", "fails",
    "faster", "fixed", "found", "generated", "good", "green", "identified", "ignored", "improved",
    "inserted", "installed", "introduced", "later", "leaked", "left", "loaded", "lost", "matched",
    "measured", "merged", "met", "migrated", "missing", "modified", "needed", "observed", "occurred",
    "ok", "open", "pass", "passed", "passes", "passing", "pending", "performed", "present", "processed",
    "produced", "raised", "ran", "received", "recorded", "reduced", "rejected", "released", "remaining",
    "removed", "reported", "required", "resolved", "retried", "returned", "reviewed", "run", "running",
    "runs", "scanned", "seen", "sent", "shown", "skip", "skipped", "slower", "started", "stayed",
    "submitted", "succeed", "succeeded", "successful", "successfully", "tested", "timed", "total",
    "unchanged", "untested", "updated", "used", "using", "verified", "written", "xfailed", "xpassed",
];

/// What a hyphen joins a number to without counting anything: "64-bit".
#[rustfmt::skip]
pub const COMPOUNDS: &[&str] = &[
    "adic", "and", "argument", "based", "bit", "by", "byte", "click", "column", "core", "d", "digit",
    "dimensional", "factor", "fold", "hot", "in", "inch", "layer", "letter", "level", "line", "nines",
    "node", "of", "off", "on", "or", "out", "part", "pass", "person", "phase", "point", "pronged",
    "room", "sided", "sigma", "star", "step", "tier", "to", "tuple", "up", "way", "word",
];

/// Somewhere before a bare decimal: it is a version.
#[rustfmt::skip]
pub const VERSION_WORDS: &[&str] = &[
    "bump", "bumped", "bumping", "bumps", "msrv", "upgrade", "upgraded", "upgrades", "upgrading",
    "version", "versions",
];

/// What bounds or hedges the number behind it, alone or with the word before.
#[rustfmt::skip]
pub const BOUNDS: &[&str] = &[
    "about", "above", "almost", "approx", "approximately", "aproximadamente", "around", "below", "ca",
    "circa", "environ", "etwa", "exceed", "exceeded", "exceeding", "exceeds", "knapp", "least", "most",
    "nearly", "over", "roughly", "rund", "than", "to", "under", "within",
];

/// What names the number behind it and is no noun of the lists above.
pub const MARKS: &[&str] =
    &["id", "line", "lines", "ln", "mod", "modulo", "no", "nr", "num", "number", "v", "version"];

/// What a telephone number stands behind.
pub const PHONES: &[&str] = &["fax", "hotline", "mobile", "pager", "phone", "tel", "telephone"];

/// The months, and what they are cut short to.
#[rustfmt::skip]
pub const MONTHS: &[&str] = &[
    "apr", "apri", "april", "aug", "augu", "august", "dec", "dece", "december", "feb", "febr", "february",
    "jan", "janu", "january", "jul", "july", "jun", "june", "mar", "marc", "march", "may", "nov", "nove",
    "november", "oct", "octo", "october", "sep", "sept", "september",
];

/// What a number is scaled by, or is made a percentage or a multiple with.
pub const SCALES: &[&str] =
    &["billion", "bn", "mil", "million", "mio", "pct", "percent", "thousand", "times", "trillion"];

/// Units that durations of several numerals are made of.
#[rustfmt::skip]
pub const DURATIONS: &[&str] = &[
    "d", "day", "days", "h", "hour", "hours", "hr", "hrs", "m", "min", "mins", "minute", "minutes", "s",
    "sec", "second", "seconds", "secs",
];

/// Words whose full stop ends no sentence.
#[rustfmt::skip]
pub const ABBREVIATIONS: &[&str] = &[
    "al", "app", "approx", "art", "avg", "ca", "cf", "ch", "dept", "dr", "e.g", "ed", "eq", "etc", "ext",
    "fig", "figs", "i.e", "incl", "inv", "max", "min", "mr", "mrs", "ms", "no", "nos", "p", "para", "pp",
    "ref", "refs", "rel", "resp", "rev", "sec", "sect", "ser", "spec", "st", "tab", "tel", "v", "ver", "viz",
    "vol", "vs",
];
