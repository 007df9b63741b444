// look.mjs PAGE.html RESULT.json FOLDER [SHOT.png WIDTH [dark | print]]
//
// Opens the page in headless Chromium, over its debugging pipe and with no
// package, and prints one line for each thing that must not be: a message on
// the console, a breach of the page's policy, a request, an element or an
// attribute that foreign text made, a foreign string that is not there as text.
// Exits 1 if it printed any. FOLDER is new and ours: it takes the profile of
// the browser and its network log.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [page, result, folder, shot, width, scheme] = process.argv.slice(2);
const address = pathToFileURL(resolve(page)).href;
const faults = [];
const fault = (text) => faults.push(text.replace(/[^\x20-\x7e]/g, "?"));

const browser = spawn(
  process.env.CHROMIUM || "chromium",
  ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe",
    `--user-data-dir=${folder}/profile`,
    `--log-net-log=${folder}/net.json`, "about:blank"],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const ended = new Promise((done) => browser.on("exit", done));
const guard = setTimeout(() => {
  console.log("the browser did not answer");
  browser.kill("SIGKILL");
  process.exit(1);
}, 60000);

let last = 0;
const waiting = new Map();
const listeners = new Map();
let session;

function send(method, params = {}) {
  const id = ++last;
  const message = { id, method, params };
  if (session) message.sessionId = session;
  browser.stdio[3].write(JSON.stringify(message) + "\0");
  return new Promise((done, failed) => waiting.set(id, { done, failed }));
}

function receive(message) {
  if (message.id) {
    const { done, failed } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) failed(new Error(message.error.message));
    else done(message.result);
  } else {
    listeners.get(message.method)?.(message.params);
  }
}

let rest = "";
browser.stdio[4].setEncoding("utf8");
browser.stdio[4].on("data", (chunk) => {
  const parts = (rest + chunk).split("\0");
  rest = parts.pop();
  parts.forEach((part) => receive(JSON.parse(part)));
});

const once = (event) =>
  new Promise((done) => listeners.set(event, done));

function watch() {
  listeners.set("Runtime.consoleAPICalled", (p) =>
    fault(`console: ${p.type} ${JSON.stringify(p.args)}`));
  listeners.set("Runtime.exceptionThrown", (p) =>
    fault(`exception: ${p.exceptionDetails.text}`));
  listeners.set("Log.entryAdded", (p) => fault(`log: ${p.entry.text}`));
  listeners.set("Audits.issueAdded", (p) => fault(`issue: ${p.issue.code}`));
  listeners.set("Page.javascriptDialogOpening", () => fault("a dialog"));
  listeners.set("Network.requestWillBeSent", (p) => {
    if (p.request.url.split("#")[0] !== address)
      fault(`request: ${p.request.url}`);
  });
}

// Runs in the page, which knows none of our words: elements by what they are.
function survey() {
  const found = [];
  const allowed = new Set(("html head meta title style body header nav main " +
    "section h1 h2 h3 h4 p div span a b strong bdi code ul li dl dt dd br " +
    "table caption thead tbody tr th td figure details summary svg g desc " +
    "rect line circle path text").split(" "));
  for (const e of document.querySelectorAll("*")) {
    const name = e.localName;
    if (!allowed.has(name)) found.push(`element <${name}>`);
    if (e.parentElement?.localName === "bdi")
      found.push(`<${name}> in foreign text`);
    for (const a of e.attributes) {
      if (/^on|^style$|^src|^action$|^data$/.test(a.name))
        found.push(`attribute ${a.name} of <${name}>`);
      if (/href$/.test(a.name) && !/^#[a-z0-9-]+$/.test(a.value))
        found.push(`address ${a.value}`);
      if (a.name === "id" && document.querySelectorAll(
        `[id="${CSS.escape(a.value)}"]`).length > 1)
        found.push(`id ${a.value} twice`);
    }
  }
  for (const a of document.querySelectorAll("a[href]"))
    if (!document.getElementById(a.hash.slice(1)))
      found.push(`no target ${a.hash}`);
  if (document.documentElement.scrollWidth > innerWidth)
    found.push("the page is wider than its window");
  return {
    found,
    text: document.documentElement.textContent,
    tables: [...document.querySelectorAll(".ranking .scroll")].map(
      (t) => [t.scrollWidth, t.clientWidth]),
  };
}

function promisedEvidence(e) {
  const texts = [e.verdict, e.label, e.sentence, e.caution, e.headline,
    e.calibration, e.explained_by, ...e.scale_models];
  e.rules.forEach((r) => texts.push(r.id, r.text));
  e.rivals.forEach((r) => texts.push(r.model, r.lineage));
  if ((e.closed.score ?? e.open.score) !== null)
    [e.closed, e.open].forEach(
      (s) => texts.push(s.lower_rule, s.upper_rule, s.active));
  return texts;
}

// Every string of the result that the page promises to show.
function promised(r) {
  const texts = [r.status];
  const p = r.provenance;
  texts.push(p.tool, p.version, p.build, p.options, p.library_name,
    p.library_digest, p.calibration_digest, ...p.library_notice.split("\n"));
  texts.push(...r.heatmap.labels);
  for (const s of r.suspects) {
    texts.push(s.name, s.lineage, s.content_digest, ...s.left_out);
    s.warnings.forEach((w) => texts.push(w.id, w.text));
    s.candidates.filter((c) => c.rank_distilled > 0).forEach(
      (c) => texts.push(c.model, c.lineage, c.vendor));
    s.evidence.forEach((e) => texts.push(...promisedEvidence(e)));
    s.strips.forEach((t) => t.points.forEach(
      (q) => texts.push(q.model, q.lineage)));
  }
  return texts;
}

// Hidden characters stand in the page as [U+XXXX]: both sides lose them.
const hidden = /[\p{C}\p{Zl}\p{Zp}]/gu;
const bare = (text) => text.replace(hidden, "");

function compareTexts(shown) {
  const text = shown.replace(/\[U\+[0-9A-F]{4,6}\]/g, "");
  const raw = shown.match(/[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u);
  if (raw)
    fault(`U+${raw[0].codePointAt(0).toString(16)} in the page as it is`);
  for (const want of promised(JSON.parse(readFileSync(result, "utf8"))))
    if (!bare(text).includes(bare(want))) fault(`not shown: ${want}`);
}

// What the browser asks for by itself, whatever the page; a request of the page
// to these hosts would have been told by its Network domain.
const errand = /(^|\.)(google|googleapis|gvt1)\.com$/;

function readNetworkLog() {
  const log = JSON.parse(readFileSync(`${folder}/net.json`, "utf8"));
  const source = log.constants.logSourceType.URL_REQUEST;
  for (const e of log.events) {
    const url = e.params?.url;
    if (e.source.type !== source || !url || url.startsWith("file:")) continue;
    if (!errand.test(new URL(url).hostname)) fault(`on the network: ${url}`);
  }
}

async function picture() {
  const { cssContentSize: size } = await send("Page.getLayoutMetrics");
  const { data } = await send("Page.captureScreenshot", {
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width: size.width, height: size.height, scale: 1 },
  });
  writeFileSync(shot, Buffer.from(data, "base64"));
}

async function look() {
  const { targetInfos } = await send("Target.getTargets");
  const { targetId } = targetInfos.find((t) => t.type === "page");
  session = (await send("Target.attachToTarget",
    { targetId, flatten: true })).sessionId;
  watch();
  for (const domain of ["Runtime", "Log", "Audits", "Network", "Page"])
    await send(`${domain}.enable`);
  await send("Emulation.setDeviceMetricsOverride", {
    width: Number(width || 1280), height: 900, deviceScaleFactor: 1,
    mobile: false });
  if (scheme === "print")
    await send("Emulation.setEmulatedMedia", { media: "print" });
  else if (scheme)
    await send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: scheme }] });
  const loaded = once("Page.loadEventFired");
  await send("Page.navigate", { url: address });
  await loaded;
  const { result: { value } } = await send("Runtime.evaluate", {
    expression: `(${survey})()`, returnByValue: true });
  value.found.forEach(fault);
  compareTexts(value.text);
  if (shot) {
    console.error(`widths of tables: ${JSON.stringify(value.tables)}`);
    await picture();
  }
  session = undefined;
  await send("Browser.close").catch(() => {});
}

await look();
await ended;
clearTimeout(guard);
readNetworkLog();
[...new Set(faults)].forEach((f) => console.log(f));
process.exit(faults.length ? 1 : 0);
