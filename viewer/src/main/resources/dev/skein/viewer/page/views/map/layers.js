// First half of the layout: which calls go backwards, and which column a service stands in.

/** Strongly connected components by Tarjan, each with its nodes in the given order. */
function components(nodes, successors) {
  const state = new Map();
  const stack = [];
  const found = [];
  let next = 0;

  const open = (node) => {
    const entry = {index: next, low: next, onStack: true};
    next++;
    state.set(node, entry);
    stack.push(node);
    return {node, entry, edges: successors(node)[Symbol.iterator]()};
  };

  for (const root of nodes) {
    if (state.has(root)) {
      continue;
    }
    // no recursion: a chain of calls may be longer than the stack
    const path = [open(root)];
    while (path.length > 0) {
      const top = path.at(-1);
      const {value: to, done} = top.edges.next();
      if (!done) {
        const seen = state.get(to);
        if (seen === undefined) {
          path.push(open(to));
        } else if (seen.onStack) {
          top.entry.low = Math.min(top.entry.low, seen.index);
        }
        continue;
      }
      path.pop();
      if (path.length > 0) {
        path.at(-1).entry.low = Math.min(path.at(-1).entry.low, top.entry.low);
      }
      if (top.entry.low === top.entry.index) {
        const members = new Set();
        let member;
        do {
          member = stack.pop();
          state.get(member).onStack = false;
          members.add(member);
        } while (member !== top.node);
        found.push(nodes.filter((node) => members.has(node)));
      }
    }
  }
  return found;
}

/**
 * Finds the calls to draw backwards, such that the others have no cycle. Each cycle is cut at one
 * service, where it is entered: by calls from outside, by requests that begin there, or else where
 * it was cut before, at the service that calls more than it is called, whose name is first.
 *
 * @param before the services at which an earlier map was cut
 * @returns {{backward: Set, cuts: Set}} edges, and the services at which cycles were cut
 */
export function backwardEdges(nodes, edges, before) {
  const backward = new Set();
  const cuts = new Set();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (;;) {
    const kept = edges.filter((edge) => edge.from !== edge.to && !backward.has(edge));
    const successors = new Map(nodes.map(({id}) => [id, []]));
    kept.forEach(({from, to}) => successors.get(from).push(to));
    const cycles = components([...byId.keys()], (id) => successors.get(id))
      .filter((ids) => ids.length > 1);
    if (cycles.length === 0) {
      return {backward, cuts};
    }
    for (const ids of cycles) {
      const cycle = new Set(ids);
      const keys = ids.map((id) => {
        const into = kept.filter(({to}) => to === id);
        const within = into.filter(({from}) => cycle.has(from));
        const out = kept.filter(({from, to}) => from === id && cycle.has(to));
        const entered = into.length > within.length;
        const {entry} = byId.get(id);
        return {id, within, key: [!entered, !entry, !before.has(id), within.length - out.length]};
      });
      keys.sort((a, b) => compareKeys(a.key, b.key));
      cuts.add(keys[0].id);
      keys[0].within.forEach((edge) => backward.add(edge));
    }
  }
}

function compareKeys(a, b) {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) {
      return a[i] < b[i] ? -1 : 1;
    }
  }
  return 0;
}

/**
 * The column of each service, from 0: right of all that call it, and close to what it calls if
 * that makes its edges shorter.
 */
export function columns(nodes, edges, backward) {
  const ids = nodes.map(({id}) => id);
  const into = new Map(ids.map((id) => [id, []]));
  const out = new Map(ids.map((id) => [id, []]));
  for (const edge of edges) {
    if (edge.from !== edge.to) {
      const [from, to] = backward.has(edge) ? [edge.to, edge.from] : [edge.from, edge.to];
      out.get(from).push(to);
      into.get(to).push(from);
    }
  }
  const column = new Map(ids.map((id) => [id, 0]));
  const waiting = new Map(ids.map((id) => [id, into.get(id).length]));
  const sorted = ids.filter((id) => waiting.get(id) === 0);
  for (let i = 0; i < sorted.length; i++) {
    for (const to of out.get(sorted[i])) {
      column.set(to, Math.max(column.get(to), column.get(sorted[i]) + 1));
      waiting.set(to, waiting.get(to) - 1);
      if (waiting.get(to) === 0) {
        sorted.push(to);
      }
    }
  }
  for (const id of sorted.toReversed()) {
    if (out.get(id).length > into.get(id).length) {
      column.set(id, Math.min(...out.get(id).map((to) => column.get(to))) - 1);
    }
  }
  return column;
}
