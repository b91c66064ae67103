// The same kinds of pages and files as Hugo makes beside it.
const byValue = (key) => (api) => {
  const found = new Map();
  for (const page of api.getFilteredByGlob("evenementen/*.md")) {
    for (const value of [page.data[key]].flat()) {
      if (!found.has(value)) found.set(value, []);
      found.get(value).push(page);
    }
  }
  return [...found].map(([value, pages]) => ({ value, pages }));
};

export default function (config) {
  config.addGlobalData("layout", "event.njk");
  config.addCollection("events", (api) => api.getFilteredByGlob("evenementen/*.md"));
  for (const key of ["themes", "kind", "people"]) config.addCollection(`by_${key}`, byValue(key));
  config.addFilter("stamp", (text) => text.replaceAll("-", ""));
  config.addFilter("json", (value) => JSON.stringify(value));
  config.ignores.add("node_modules");
}
