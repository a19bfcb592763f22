// What the service map shows of the API's answer.

const THINNEST = 1.2;
const THICKEST = 4.5;
const SHORT = new Intl.NumberFormat('en-US', {notation: 'compact', maximumSignificantDigits: 3});
const FULL = new Intl.NumberFormat('en-US');

/** From this share of errors on, an edge or a service is drawn as failing. */
export const MANY_ERRORS = 0.05;

/** As much as one can see of a drawing, and a browser lays out at once; the tables have the rest. */
const MOST_DRAWN = {nodes: 100, edges: 250};

const ratio = (part, whole) => (whole > 0 ? Math.min(1, part / whole) : 0);

const level = (share) => (share === 0 ? 'none' : share < MANY_ERRORS ? 'few' : 'many');

/** "1,204"; from 10,000 on "12.3K", to fit into a label. */
export function shortCount(n) {
  return n < 10_000 ? FULL.format(n) : SHORT.format(n);
}

/**
 * Services and calls, sorted by name.
 *
 * @returns {{nodes: array, edges: array, drawn: object}} drawn: the busiest of both with
 *     `topology`, which is equal when the same services call each other, whatever the numbers
 */
export function mapModel({services, edges}) {
  const named = new Map(services.map((service) => [service.name, service]));
  for (const name of edges.flatMap(({from, to}) => [from, to])) {
    if (!named.has(name)) {
      named.set(name, {name, spanCount: 0, errorCount: 0, rootCount: 0});
    }
  }
  const nodes = [...named.values()].sort(by(({name}) => name)).map((service) => {
    const errorShare = ratio(service.errorCount, service.spanCount);
    return {
      ...service,
      id: service.name,
      // it has sent no spans: others say that they called it
      silent: service.spanCount === 0,
      entry: service.rootCount > 0,
      errorShare,
      level: level(errorShare),
    };
  });
  const most = Math.log1p(Math.max(1, ...edges.map(({calls}) => calls)));
  const calls = edges.map((edge) => {
    const errorShare = ratio(edge.errors, edge.calls);
    return {
      ...edge,
      id: edgeId(edge.from, edge.to),
      errorShare,
      level: level(errorShare),
      thickness: THINNEST + (THICKEST - THINNEST) * (Math.log1p(edge.calls) / most),
    };
  }).sort(by(({id}) => id));
  return {nodes, edges: calls, drawn: drawn(nodes, calls)};
}

/** All, or where they are too many the services with most calls, and most of the calls of those. */
function drawn(nodes, edges) {
  const callsOf = new Map(nodes.map(({id}) => [id, 0]));
  for (const {from, to, calls} of edges) {
    callsOf.set(from, callsOf.get(from) + calls);
    callsOf.set(to, callsOf.get(to) + calls);
  }
  const keptNodes = most(nodes, MOST_DRAWN.nodes, ({id}) => callsOf.get(id));
  const ids = new Set(keptNodes.map(({id}) => id));
  const between = edges.filter(({from, to}) => ids.has(from) && ids.has(to));
  const keptEdges = most(between, MOST_DRAWN.edges, ({calls}) => calls);
  return {
    nodes: keptNodes,
    edges: keptEdges,
    topology: JSON.stringify([keptNodes.map(({id, entry}) => [id, entry]), keptEdges.map(({id}) => id)]),
  };
}

/** Those with the largest values, in the order that they had. */
function most(all, limit, value) {
  if (all.length <= limit) {
    return all;
  }
  const kept = new Set(all.toSorted((a, b) => value(b) - value(a)).slice(0, limit));
  return all.filter((one) => kept.has(one));
}

/** What an edge is known by; a service is known by its name, which is never such a text's. */
function edgeId(from, to) {
  return JSON.stringify([from, to]);
}

function by(text) {
  return (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}

/** What a map shows at an id, with its kind, or null. */
export function find(model, kind, id) {
  return (kind === 'node' ? model.nodes : model.edges).find((one) => one.id === id) ?? null;
}

/** What finds the spans of a service, or of a call on the side that has sent some. */
export function searchOf(model, kind, one) {
  if (kind === 'edge') {
    return one.attributes
      ? {service: one.from, attributes: one.attributes}
      : {service: one.to, caller: one.from};
  }
  // who sends no spans is known by those of its callers; each may have its own words, one has to do
  const known = one.silent && model.edges.find(({to, attributes}) => to === one.id && attributes);
  return known ? {attributes: known.attributes} : {service: one.name};
}
