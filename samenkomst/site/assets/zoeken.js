// Lists on the search page what Material's search worker finds for `?q=`.
// Messages to and from the worker (material 9.8): 0 set-up, 1 ready, 2 query, 3 result.
const box = document.getElementById("zoekresultaten");
const status = document.getElementById("zoekstatus");
const { root, worker: address, one, many, none, failed } = box.dataset;
const query = (new URLSearchParams(location.search).get("q") || "").trim();

// Title and text come as HTML: parsed apart from the page, and taken as text, nothing can run.
function plain(html) {
  const apart = new DOMParser().parseFromString(html.replace(/<\/(p|li)>/g, "$& "), "text/html");
  return apart.body.textContent.trim();
}

// One page with its hits, the best of which is shown under the page's title.
function listItem(hits) {
  const found = hits.reduce((best, each) => (each.score > best.score ? each : best));
  const page = hits.find((each) => !each.location.includes("#")) || found;
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = root + found.location;
  link.textContent = page === found ? plain(page.title) : `${plain(page.title)}: ${plain(found.title)}`;
  const text = document.createElement("p");
  const words = plain(found.text);
  text.textContent = words.length > 220 ? words.slice(0, 220).replace(/\s\S*$/, " …") : words;
  item.append(link, text);
  return item;
}

function show(found) {
  const words = found.length === 0 ? none : found.length === 1 ? one : many.replace("0", found.length);
  status.textContent = words.replace("…", query);
  box.replaceChildren(...found.map(listItem));
}

async function search() {
  const index = await (await fetch(root + "search/search_index.json")).json();
  const worker = new Worker(root + address);
  worker.addEventListener("error", fail);
  worker.addEventListener("message", ({ data }) => {
    if (data.type === 1) worker.postMessage({ type: 2, data: query });
    if (data.type === 3) show(data.data.items);
  });
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
}

function fail() {
  status.textContent = failed;
}

if (query) {
  document.getElementById("zoekterm").value = query;
  search().catch(fail);
}
