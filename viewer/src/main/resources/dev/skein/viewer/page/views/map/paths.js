// The lines of the service map: level where they leave and arrive, smooth between.

const ARROW = 8;

const n = (value) => Math.round(value * 10) / 10;

function curve(x1, y1, x2, y2) {
  if (Math.abs(y1 - y2) < 2) {
    return ` L${n(x2)} ${n(y2)}`;
  }
  const middle = n((x1 + x2) / 2);
  return ` C${middle} ${n(y1)} ${middle} ${n(y2)} ${n(x2)} ${n(y2)}`;
}

/** From a service's right side to another's left one, level through what it passes. */
export function forwardPath(start, chain, end) {
  let path = `M${n(start.x)} ${n(start.y)}`;
  let {x, y} = start;
  for (const item of chain) {
    path += `${curve(x, y, item.left, item.y)} L${n(item.right)} ${n(item.y)}`;
    x = item.right;
    y = item.y;
  }
  path += curve(x, y, end.x - ARROW, end.y);
  return {path, arrow: {x: n(end.x), y: n(end.y), angle: 0}};
}

/**
 * From a service's right side round it into the lane below, back through the chain, and round the
 * other's left side into it: backward calls, too, leave to the right and arrive from the left.
 */
export function backwardPath(start, chain, end) {
  const out = 20 + start.turn * 10;
  let path = `M${n(start.x)} ${n(start.y)}`
    + ` C${n(start.x + out)} ${n(start.y)} ${n(start.x + out)} ${n(start.lane)}`
    + ` ${n(start.x)} ${n(start.lane)} L${n(start.left)} ${n(start.lane)}`;
  let x = start.left;
  let y = start.lane;
  for (const item of chain) {
    path += `${curve(x, y, item.right, item.y)} L${n(item.left)} ${n(item.y)}`;
    x = item.left;
    y = item.y;
  }
  const into = 22 + end.turn * 10;
  path += `${curve(x, y, end.right, end.lane)} L${n(end.x)} ${n(end.lane)}`
    + ` C${n(end.x - into - ARROW)} ${n(end.lane)} ${n(end.x - into - ARROW)} ${n(end.y)}`
    + ` ${n(end.x - ARROW)} ${n(end.y)}`;
  return {path, arrow: {x: n(end.x), y: n(end.y), angle: 0}};
}

/** A loop over a service's upper side. */
export function selfPath(x, top) {
  const half = 26;
  const height = 30;
  return {
    path: `M${n(x + half)} ${n(top)} C${n(x + half)} ${n(top - height)}`
      + ` ${n(x - half)} ${n(top - height)} ${n(x - half)} ${n(top - ARROW)}`,
    arrow: {x: n(x - half), y: n(top), angle: 90},
  };
}
