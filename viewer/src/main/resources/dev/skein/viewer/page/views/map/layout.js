// The service map's layout: callers left, the services they call right, labels between them. A
// pure function of which services there are and who calls whom, so that a map stands still while
// its numbers change.

import {backwardEdges, columns as columnsOf} from './layers.js';
import {sortColumns} from './order.js';
import {place} from './place.js';
import {backwardPath, forwardPath, selfPath} from './paths.js';

/** The size of a service's box; its width is its own. */
export const NODE_HEIGHT = 48;
/** The size of an edge's label. */
export const LABEL = {width: 158, height: 46};

const GAP = {node: 22, label: 10, through: 8, columns: 36, components: 40};
const LANE = 15;
const SELF_HEIGHT = LABEL.height + 26;
const MARGIN = 24;
const THROUGH = 6;

/**
 * Places services and calls.
 *
 * @param nodes `[{id, width, entry}]`, sorted by id; entry: requests begin there
 * @param edges `[{from, to}]`, each pair once
 * @param previous an earlier layout, whose order is kept where it can be; or null
 * @returns {{nodes: Map, edges: array, cuts: Set, width: number, height: number}} nodes: by id
 *     `{x, y, width, height, column}`; edges: in the order given
 *     `{from, to, backward, path, arrow: {x, y, angle}, label: {x, y, width, height}}`; x and y are
 *     the upper left corner; cuts: where cycles are entered, for a later layout
 */
export function layout(nodes, edges, previous = null) {
  const placed = [];
  const single = [];
  for (const part of connected(nodes, edges)) {
    (part.nodes.length > 1 ? placed : single).push(layoutPart(part, previous));
  }
  placed.sort((a, b) => b.nodes.length - a.nodes.length);
  const wide = Math.max(900, ...placed.map(({width}) => width));
  const result = {nodes: new Map(), edges: new Map(), cuts: new Set(), width: 0, height: 0};
  let y = MARGIN;
  for (const part of placed) {
    put(result, part, MARGIN, y);
    y += part.height + GAP.components;
  }
  let x = MARGIN;
  let row = 0;
  for (const part of single) {
    if (x > MARGIN && x + part.width > MARGIN + wide) {
      x = MARGIN;
      y += row + GAP.node;
      row = 0;
    }
    put(result, part, x, y);
    x += part.width + GAP.node;
    row = Math.max(row, part.height);
  }
  return {
    nodes: result.nodes,
    edges: edges.map((edge) => result.edges.get(edge)),
    cuts: result.cuts,
    width: result.width + MARGIN,
    height: result.height + MARGIN,
  };
}

function put(result, part, dx, dy) {
  for (const {id, ...box} of part.nodes) {
    result.nodes.set(id, {...box, x: box.x + dx, y: box.y + dy});
  }
  for (const route of part.edges) {
    result.edges.set(route.edge, route.draw(dx, dy));
  }
  part.cuts.forEach((id) => result.cuts.add(id));
  result.width = Math.max(result.width, dx + part.width);
  result.height = Math.max(result.height, dy + part.height);
}

/** The parts of a map that no call joins, in the order of their first service. */
function connected(nodes, edges) {
  const leader = new Map(nodes.map(({id}) => [id, id]));
  const find = (id) => {
    let at = id;
    while (leader.get(at) !== at) {
      leader.set(at, leader.get(leader.get(at)));
      at = leader.get(at);
    }
    return at;
  };
  edges.forEach(({from, to}) => leader.set(find(from), find(to)));
  const parts = new Map();
  for (const node of nodes) {
    const id = find(node.id);
    parts.set(id, parts.get(id) ?? {nodes: [], edges: []});
    parts.get(id).nodes.push(node);
  }
  edges.forEach((edge) => parts.get(find(edge.from)).edges.push(edge));
  return [...parts.values()];
}

function layoutPart({nodes, edges}, previous) {
  const before = (id) => previous?.nodes.get(id);
  const {backward, cuts} = backwardEdges(nodes, edges, previous?.cuts ?? new Set());
  const column = columnsOf(nodes, edges, backward);
  const first = Math.min(...column.values());
  const items = new Map();
  // a column of services, a column of labels, and so on
  const columns = Array.from(
    {length: 2 * (Math.max(...column.values()) - first) + 1}, () => []);
  for (const node of nodes) {
    const at = 2 * (column.get(node.id) - first);
    const item = {
      ...node, kind: 'node', column: at, up: NODE_HEIGHT / 2, down: NODE_HEIGHT / 2,
      gap: GAP.node, left: [], right: [], out: [], into: [], lanesOut: [], lanesIn: [],
    };
    items.set(node.id, item);
    columns[at].push(item);
  }
  // what stood higher before begins higher
  for (const one of columns) {
    one.sort((a, b) => (before(a.id)?.y ?? Infinity) - (before(b.id)?.y ?? Infinity) || 0);
  }
  const routes = edges.map((edge) => route(edge, items, columns, backward.has(edge)));
  sortColumns(columns);
  items.forEach(assignPorts);
  routes.forEach(join);
  place(columns);
  return {...finish(columns, items, routes), cuts};
}

/** The items that an edge passes through, from left to right, with its ends. */
function route(edge, items, columns, backward) {
  const from = items.get(edge.from);
  const to = items.get(edge.to);
  if (from === to) {
    from.self = true;
    from.up = NODE_HEIGHT / 2 + SELF_HEIGHT;
    return {edge, from, to, chain: []};
  }
  const [left, right] = backward ? [to, from] : [from, to];
  // the label is as near to the middle as a column of labels can be
  const middle = 2 * Math.floor((left.column + right.column) / 4) + 1;
  const chain = [];
  for (let at = left.column + 1; at < right.column; at++) {
    const label = at === middle;
    const size = label ? LABEL.height : THROUGH;
    const item = {
      kind: label ? 'label' : 'through', column: at, up: size / 2, down: size / 2,
      gap: label ? GAP.label : GAP.through, left: [], right: [],
    };
    columns[at].push(item);
    chain.push(item);
  }
  const one = {edge, from, to, left, right, chain, backward};
  if (backward) {
    from.lanesOut.push(one);
    to.lanesIn.push(one);
  } else {
    from.out.push(one);
    to.into.push(one);
  }
  // for the order alone; where along a service's side is not known yet, but lanes are below
  const ends = [left, ...chain, right];
  for (let i = 0; i + 1 < ends.length; i++) {
    ends[i].right.push({item: ends[i + 1], at: backward && ends[i + 1] === right ? 1 : 0});
    ends[i + 1].left.push({item: ends[i], at: backward && ends[i] === left ? 1 : 0});
  }
  return one;
}

/** Where along a service's sides its edges begin and end, and the lanes below it. */
function assignPorts(item) {
  item.out.sort((a, b) => a.chain[0].order - b.chain[0].order);
  item.into.sort((a, b) => a.chain.at(-1).order - b.chain.at(-1).order);
  // the innermost lane belongs to the edge that is nearest
  item.lanesOut.sort((a, b) => a.chain.at(-1).order - b.chain.at(-1).order);
  item.lanesIn.sort((a, b) => a.chain[0].order - b.chain[0].order);
  spread(item.out, item.lanesOut, 'fromY');
  spread(item.into, item.lanesIn, 'toY');
  item.lanesOut.forEach((one, i) => {
    one.fromLane = NODE_HEIGHT / 2 + LANE * (i + 1);
    one.fromTurn = i;
  });
  item.lanesIn.forEach((one, i) => {
    one.toLane = NODE_HEIGHT / 2 + LANE * (i + 1);
    one.toTurn = i;
  });
  const lanes = Math.max(item.lanesOut.length, item.lanesIn.length);
  item.down = NODE_HEIGHT / 2 + lanes * LANE;
}

/** Forward edges about the middle, those that turn into a lane below them. */
function spread(straight, lanes, name) {
  const room = NODE_HEIGHT / 2 - 8;
  const below = Math.min(8, room / (lanes.length + 1));
  lanes.forEach((one, i) => {
    one[name] = room - i * below;
  });
  const half = Math.min(room - lanes.length * below, 5.5 * (straight.length - 1));
  straight.forEach((one, i) => {
    one[name] = straight.length === 1 ? 0 : half * (2 * i / (straight.length - 1) - 1);
  });
}

/** Says what each item is joined to, now that the ports are known. */
function join({left, right, chain, backward, fromY, toY, fromLane, toLane}, index, routes) {
  if (index === 0) {
    for (const {from, to, chain: all} of routes) {
      [from, to, ...all].forEach((item) => {
        item.left = [];
        item.right = [];
      });
    }
  }
  if (chain.length === 0) {
    return;
  }
  const leftShift = backward ? toLane : fromY;
  const rightShift = backward ? fromLane : toY;
  const ends = [
    {item: left, port: leftShift}, ...chain.map((item) => ({item, port: 0})),
    {item: right, port: rightShift},
  ];
  for (let i = 0; i + 1 < ends.length; i++) {
    const [a, b] = [ends[i], ends[i + 1]];
    // long edges are level between services, and a backward one gives way to all others
    const weight = a.item.kind !== 'node' && b.item.kind !== 'node' ? 6 : backward ? 0.05 : 1;
    a.item.right.push({item: b.item, weight, shift: b.port - a.port});
    b.item.left.push({item: a.item, weight, shift: a.port - b.port});
  }
}

/** Turns orders and heights into boxes and paths. */
function finish(columns, items, routes) {
  const spans = [];
  let x = 0;
  columns.forEach((column) => {
    const wide = (item) => item.kind === 'node'
      ? Math.max(item.width, item.self ? LABEL.width : 0)
      : item.kind === 'label' ? LABEL.width : THROUGH;
    const width = Math.max(...column.map(wide), THROUGH);
    const turns = Math.max(0, ...column.map((i) => i.lanesIn?.length ?? 0));
    const turnsRight = Math.max(0, ...column.map((i) => i.lanesOut?.length ?? 0));
    x += turns * 8;
    spans.push({x, width});
    x += width + turnsRight * 8 + gapAfter(column);
  });
  const all = columns.flat();
  const top = Math.min(...all.map(({y, up}) => y - up));
  const bottom = Math.max(...all.map(({y, down}) => y + down));
  const left = Math.min(...spans.map((span) => span.x)) - (spans[0].x > 0 ? 14 : 0);
  const boxOf = (item) => {
    const span = spans[item.column];
    return {left: span.x - left, right: span.x - left + span.width, y: item.y - top};
  };
  const nodes = [...items.values()].map((item) => {
    const box = boxOf(item);
    return {
      id: item.id, column: item.column / 2, x: box.left, y: box.y - NODE_HEIGHT / 2,
      width: box.right - box.left, height: NODE_HEIGHT,
    };
  });
  const right = spans.at(-1).x - left + spans.at(-1).width
    + (items.size > 0 && columns.at(-1).some((i) => i.lanesOut?.length > 0) ? 30 : 0);
  return {
    nodes,
    edges: routes.map((one) => ({edge: one.edge, draw: (dx, dy) => draw(one, boxOf, dx, dy)})),
    width: right,
    height: bottom - top,
  };
}

/** Steep edges get more room to turn in. */
function gapAfter(column) {
  const rises = column.flatMap((item) =>
    item.right.map((join) => Math.abs(join.item.y - join.shift - item.y)));
  return Math.max(GAP.columns, Math.min(2.5 * GAP.columns, Math.max(0, ...rises) / 6));
}

function draw(one, boxOf, dx, dy) {
  const move = (item) => {
    const {left, right, y} = boxOf(item);
    return {left: left + dx, right: right + dx, y: y + dy};
  };
  const from = move(one.from);
  const to = move(one.to);
  const labelAt = (x, y) => ({
    x: x - LABEL.width / 2, y: y - LABEL.height / 2, width: LABEL.width, height: LABEL.height,
  });
  const head = {from: one.edge.from, to: one.edge.to, backward: one.backward === true};
  if (one.from === one.to) {
    const top = from.y - NODE_HEIGHT / 2;
    const x = (from.left + from.right) / 2;
    return {
      ...head, ...selfPath(x, top),
      label: labelAt(x, top - SELF_HEIGHT + LABEL.height / 2),
    };
  }
  const chain = one.chain.map(move);
  const middle = chain[one.chain.findIndex(({kind}) => kind === 'label')];
  const label = labelAt((middle.left + middle.right) / 2, middle.y);
  const start = {x: from.right, y: from.y + one.fromY};
  const end = {x: to.left, y: to.y + one.toY};
  if (!one.backward) {
    return {...head, ...forwardPath(start, chain, end), label};
  }
  return {
    ...head,
    ...backwardPath(
      {...start, left: from.left, lane: from.y + one.fromLane, turn: one.fromTurn},
      chain.toReversed(),
      {...end, right: to.right, lane: to.y + one.toLane, turn: one.toTurn}),
    label,
  };
}
